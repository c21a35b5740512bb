/**
 * The log files, the audit file, the call log, and warnings that must not flood them. Never writes texts of messages or
 * passwords.
 */
@NullMarked
package chat.jim.log;

import org.jspecify.annotations.NullMarked;

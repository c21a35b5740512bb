/** The log files, and the call log. Never writes texts of messages or passwords. */
@NullMarked
package chat.jim.log;

import org.jspecify.annotations.NullMarked;

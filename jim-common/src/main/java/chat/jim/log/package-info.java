/** The log files, and the call log. Writes neither texts of messages nor passwords. */
@NullMarked
package chat.jim.log;

import org.jspecify.annotations.NullMarked;

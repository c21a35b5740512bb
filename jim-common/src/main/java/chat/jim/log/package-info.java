/** What goes into the log files besides what the classes say themselves: where they are, and the call log. */
@NullMarked
package chat.jim.log;

import org.jspecify.annotations.NullMarked;

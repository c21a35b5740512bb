/** What an error that was thrown means for the whole process. Touches nothing. */
@NullMarked
package chat.jim.fault;

import org.jspecify.annotations.NullMarked;

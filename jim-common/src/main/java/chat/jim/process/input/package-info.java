/** Text from a standard stream, whatever bytes another program has put into it. Touches only the stream. */
@NullMarked
package chat.jim.process.input;

import org.jspecify.annotations.NullMarked;

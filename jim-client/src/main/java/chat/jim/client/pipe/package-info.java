/** The client as a pipe: {@code -r} prints what is received, {@code -w} sends lines. Uses streams, and no terminal. */
@NullMarked
package chat.jim.client.pipe;

import org.jspecify.annotations.NullMarked;

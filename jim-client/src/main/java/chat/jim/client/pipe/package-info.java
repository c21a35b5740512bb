/** The client as a pipe: {@code -r} prints, {@code -w} sends. Touches standard streams, and no terminal. */
@NullMarked
package chat.jim.client.pipe;

import org.jspecify.annotations.NullMarked;

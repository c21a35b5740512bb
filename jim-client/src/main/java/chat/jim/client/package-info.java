/**
 * The client as a library: the connection to a server, its requests and their answers, and coming back after a loss. It
 * knows nothing of the terminal, nor of how things look.
 */
@NullMarked
package chat.jim.client;

import org.jspecify.annotations.NullMarked;

/** The client as a library: a connection to a server, its requests and their answers. Touches no terminal. */
@NullMarked
package chat.jim.client;

import org.jspecify.annotations.NullMarked;

/** The program {@code jim-server}: its command line, and the running server, which wires all parts together. */
@NullMarked
package chat.jim.server;

import org.jspecify.annotations.NullMarked;

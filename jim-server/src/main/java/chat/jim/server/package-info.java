/**
 * The program {@code jim-server}: its command line, and the running server, which wires all parts together. May touch
 * everything in the server; no other package may use it.
 */
@NullMarked
package chat.jim.server;

import org.jspecify.annotations.NullMarked;

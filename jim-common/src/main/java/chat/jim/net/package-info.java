/**
 * One connection: a socket that one thread reads, and an outbox that one thread at a time writes. May touch sockets and
 * frames; it does not know what a frame means.
 */
@NullMarked
package chat.jim.net;

import org.jspecify.annotations.NullMarked;

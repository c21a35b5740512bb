/**
 * One connection: a socket, read by one thread, and its outbox, written by one thread at a time. Knows frames, and nothing
 * of their meaning.
 */
@NullMarked
package chat.jim.net;

import org.jspecify.annotations.NullMarked;

/**
 * Servers of other kinds, which speak JIM as they like: what is known of one, how to write to it and when, and what its
 * objects mean. Knows connections and frames, and neither the client nor the terminal.
 */
@NullMarked
package chat.jim.client.old;

import org.jspecify.annotations.NullMarked;

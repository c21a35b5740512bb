/** Messages from the users of one server to those of another. Knows no session. */
@NullMarked
package chat.jim.server.cluster.message;

import org.jspecify.annotations.NullMarked;

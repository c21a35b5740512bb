/** Connections that one server of a chat has let in, and another one serves. Knows no session. */
@NullMarked
package chat.jim.server.cluster.splice;

import org.jspecify.annotations.NullMarked;

/** Which server of a chat has which name. Knows no session. */
@NullMarked
package chat.jim.server.cluster.name;

import org.jspecify.annotations.NullMarked;

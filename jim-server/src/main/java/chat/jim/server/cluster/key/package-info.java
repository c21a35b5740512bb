/** The key by which this server shows the engine of a cluster who it is. Knows no engine. */
@NullMarked
package chat.jim.server.cluster.key;

import org.jspecify.annotations.NullMarked;

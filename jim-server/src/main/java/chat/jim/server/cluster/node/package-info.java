/** This server as a node of a cluster: its lease, and what it knows of the other nodes. Knows the engine, and no users. */
@NullMarked
package chat.jim.server.cluster.node;

import org.jspecify.annotations.NullMarked;

/** Access to the engine of a cluster, NATS with JetStream. Knows no part of the server; nobody else knows NATS. */
@NullMarked
package chat.jim.server.cluster.nats;

import org.jspecify.annotations.NullMarked;

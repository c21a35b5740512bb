/** Whether a cluster is as it should be: its engine, its streams, its servers. Asks, and changes nothing, but for making a key. */
@NullMarked
package chat.jim.server.cluster.check;

import org.jspecify.annotations.NullMarked;

/** The store of a cluster, in buckets of its engine: all servers share it. A change is made over what was read, and again if another server was faster. */
@NullMarked
package chat.jim.server.store.jetstream;

import org.jspecify.annotations.NullMarked;

/** What all servers of a chat have kept, read as one, and forgotten by all. Knows no session, no room and no policy. */
@NullMarked
package chat.jim.server.cluster.history;

import org.jspecify.annotations.NullMarked;

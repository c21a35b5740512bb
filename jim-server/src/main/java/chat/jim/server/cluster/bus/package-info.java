/** How the servers of a chat talk to each other. Knows no part of the server, and nothing of what they say. */
@NullMarked
package chat.jim.server.cluster.bus;

import org.jspecify.annotations.NullMarked;

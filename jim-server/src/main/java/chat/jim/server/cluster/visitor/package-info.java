/**
 * Users who are connected to one server and in rooms at another: what the servers tell each other of them, and what goes to them.
 * Knows no room.
 */
@NullMarked
package chat.jim.server.cluster.visitor;

import org.jspecify.annotations.NullMarked;

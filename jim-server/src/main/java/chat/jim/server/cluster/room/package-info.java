/**
 * Rooms of a chat of several servers. Each has its home at one of them, where everything is done that concerns it: for members
 * who are connected to another server somebody stands in there. Knows no session.
 */
@NullMarked
package chat.jim.server.cluster.room;

import org.jspecify.annotations.NullMarked;

/**
 * Knows who is online, and finds the addressee of a message. May touch peers, rooms, mailboxes and accounts; it
 * holds no lock while it hands a message over.
 */
@NullMarked
package chat.jim.server.routing;

import org.jspecify.annotations.NullMarked;

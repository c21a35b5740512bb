/**
 * Knows who is online and in which room, and finds the addressee of a message. May touch peers, mailboxes and accounts;
 * it holds no lock while it hands a message over.
 */
@NullMarked
package chat.jim.server.routing;

import org.jspecify.annotations.NullMarked;

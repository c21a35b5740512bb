/**
 * What one may do in rooms that belong to somebody, and to the people there; and who somebody is. May wait for the store; it
 * sends other peers only notices.
 */
@NullMarked
package chat.jim.server.moderation;

import org.jspecify.annotations.NullMarked;

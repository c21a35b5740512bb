/**
 * Keeps the messages to an account until its client has confirmed them. May wait for the store, but never for a peer.
 */
@NullMarked
package chat.jim.server.mailbox;

import org.jspecify.annotations.NullMarked;

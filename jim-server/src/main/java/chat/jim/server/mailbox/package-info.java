/** What is owed to an account until its client has confirmed it. May wait for the store, and never for a peer. */
@NullMarked
package chat.jim.server.mailbox;

import org.jspecify.annotations.NullMarked;

/**
 * Handles the requests of one peer on its thread. May use all packages of the server except accept; it reaches other
 * peers only through routing, mailboxes and contacts.
 */
@NullMarked
package chat.jim.server.session;

import org.jspecify.annotations.NullMarked;

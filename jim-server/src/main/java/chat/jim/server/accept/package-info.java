/**
 * Sockets before they have a session: accepts them, limits them, and does the TLS handshake. May touch sockets and TLS;
 * it never reads an object.
 */
@NullMarked
package chat.jim.server.accept;

import org.jspecify.annotations.NullMarked;

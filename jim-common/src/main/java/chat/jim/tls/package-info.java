/**
 * TLS for both ends: handshakes, and certificates and keys from files. Touches sockets before they are connections.
 */
@NullMarked
package chat.jim.tls;

import org.jspecify.annotations.NullMarked;

/**
 * TLS for both ends: handshakes, and certificates and keys from files. May touch sockets before they are connections,
 * and files.
 */
@NullMarked
package chat.jim.tls;

import org.jspecify.annotations.NullMarked;

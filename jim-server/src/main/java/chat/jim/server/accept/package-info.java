/** Sockets before they are sessions: accepts them, limits them, and shakes hands by TLS. Never reads an object. */
@NullMarked
package chat.jim.server.accept;

import org.jspecify.annotations.NullMarked;

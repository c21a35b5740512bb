/**
 * Objects and their meaning: the actions and responses of the protocol as records that cannot be invalid, and the codec
 * between them and frames (PROTOCOL.md, sections 2 to 10). Nothing here knows a socket.
 */
@NullMarked
package chat.jim.protocol;

import org.jspecify.annotations.NullMarked;

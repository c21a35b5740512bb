/**
 * What objects mean: responses, names and limits, as records that cannot be invalid. Touches no socket, and
 * reads no bytes (PROTOCOL.md, sections 2 to 10).
 */
@NullMarked
package chat.jim.protocol;

import org.jspecify.annotations.NullMarked;

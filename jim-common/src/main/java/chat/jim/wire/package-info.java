/**
 * Bytes to JSON objects and back: cuts frames out of a stream by their braces and limits. Knows nothing of their meaning,
 * and touches no socket (PROTOCOL.md, sections 1 and 2).
 */
@NullMarked
package chat.jim.wire;

import org.jspecify.annotations.NullMarked;

/**
 * Bytes to objects and back: frames are cut out of a stream by their braces, and nothing here knows what they mean
 * (PROTOCOL.md, sections 1 and 2).
 */
@NullMarked
package chat.jim.wire;

import org.jspecify.annotations.NullMarked;

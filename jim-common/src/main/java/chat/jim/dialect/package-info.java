/**
 * The forms of JIM that other programs speak: what they call things, both ways. Holds no state but the dialect of each peer
 * (PROTOCOL.md, appendix).
 */
@NullMarked
package chat.jim.dialect;

import org.jspecify.annotations.NullMarked;

/**
 * The forms of JIM that other programs speak: what they call things, both ways. Holds no state but what each peer
 * has shown of its dialect (PROTOCOL.md, appendix).
 */
@NullMarked
package chat.jim.dialect;

import org.jspecify.annotations.NullMarked;

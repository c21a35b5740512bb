/**
 * The forms of JIM that programs out there speak, each with a class of its own, from objects to actions and back
 * (PROTOCOL.md, appendix). The specification's is one of them; nothing else in the server knows that there are others.
 */
@NullMarked
package chat.jim.dialect;

import org.jspecify.annotations.NullMarked;

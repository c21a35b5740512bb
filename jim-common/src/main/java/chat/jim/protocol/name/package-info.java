/** The rules for names: which are allowed, and which are the same. Touches nothing (PROTOCOL.md, section 4). */
@NullMarked
package chat.jim.protocol.name;

import org.jspecify.annotations.NullMarked;

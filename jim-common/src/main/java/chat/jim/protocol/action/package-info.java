/**
 * What a peer may ask for: a record for each action, which cannot be invalid (PROTOCOL.md, sections 5 to 13). Touches
 * nothing.
 */
@NullMarked
package chat.jim.protocol.action;

import org.jspecify.annotations.NullMarked;

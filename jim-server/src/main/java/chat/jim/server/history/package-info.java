/**
 * What was said and is kept: which of it, and up to where each account has read it (PROTOCOL.md, section 12). May wait for the
 * store; knows peers, and no rooms.
 */
@NullMarked
package chat.jim.server.history;

import org.jspecify.annotations.NullMarked;

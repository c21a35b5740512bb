/**
 * The rooms: who is in them, who is what there, and what they are. May wait for the store, but never for a peer; it decides
 * who may enter and speak, and not who may change that.
 */
@NullMarked
package chat.jim.server.room;

import org.jspecify.annotations.NullMarked;

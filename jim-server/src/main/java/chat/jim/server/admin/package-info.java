/** What the operator of a running server may ask and do: people, rooms, bans, and notices to all. Knows no socket. */
@NullMarked
package chat.jim.server.admin;

import org.jspecify.annotations.NullMarked;

/** The server: listens, keeps a session for each connection, and routes messages to accounts and rooms. */
@NullMarked
package chat.jim.server;

import org.jspecify.annotations.NullMarked;

/** What survives a restart of the server: accounts, contacts, rooms, waiting messages, resumable sessions. Says nothing of how it is kept. */
@NullMarked
package chat.jim.server.store;

import org.jspecify.annotations.NullMarked;

/** What survives a restart of the server: accounts, contacts, and messages that wait. Says nothing of how it is kept. */
@NullMarked
package chat.jim.server.store;

import org.jspecify.annotations.NullMarked;

/** What survives a restart of the server: accounts, contacts, and messages that wait. Interfaces only. */
@NullMarked
package chat.jim.server.store;

import org.jspecify.annotations.NullMarked;

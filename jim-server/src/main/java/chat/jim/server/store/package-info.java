/** What the server keeps over a restart: accounts, contacts, messages that wait. Interfaces only. */
@NullMarked
package chat.jim.server.store;

import org.jspecify.annotations.NullMarked;

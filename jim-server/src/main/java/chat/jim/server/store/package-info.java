/** What the server keeps over a restart, in one SQLite file: the accounts, and the messages that wait for them. */
@NullMarked
package chat.jim.server.store;

import org.jspecify.annotations.NullMarked;

/** The store in an SQLite file. All of its SQL is here. */
@NullMarked
package chat.jim.server.store.sqlite;

import org.jspecify.annotations.NullMarked;

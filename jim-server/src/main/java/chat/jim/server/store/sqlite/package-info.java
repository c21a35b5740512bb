/** The store in an SQLite file. All its SQL is here, but for that of its tables and of a repair. */
@NullMarked
package chat.jim.server.store.sqlite;

import org.jspecify.annotations.NullMarked;

/** The messages of one month in an SQLite file: its tables, and all SQL for them. */
@NullMarked
package chat.jim.server.store.month;

import org.jspecify.annotations.NullMarked;

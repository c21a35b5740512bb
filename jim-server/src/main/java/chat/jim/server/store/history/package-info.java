/** The history in SQLite files, one for each month. All its SQL is here. */
@NullMarked
package chat.jim.server.store.history;

import org.jspecify.annotations.NullMarked;

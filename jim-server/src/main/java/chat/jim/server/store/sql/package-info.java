/** What each of our SQLite files needs: connections, statements, checksums of rows, and what errors mean. Knows no table. */
@NullMarked
package chat.jim.server.store.sql;

import org.jspecify.annotations.NullMarked;

/** The history: its months, its ids, and the threads that write and read it. */
@NullMarked
package chat.jim.server.store.history;

import org.jspecify.annotations.NullMarked;

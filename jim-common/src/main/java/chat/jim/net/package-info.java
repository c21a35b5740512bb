/** One socket, read by one thread and written through its outbox; and the threads for all of that. */
@NullMarked
package chat.jim.net;

import org.jspecify.annotations.NullMarked;

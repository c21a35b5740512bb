/** The threads of connections: virtual ones, platform ones, and which of them suits a connection better. */
@NullMarked
package chat.jim.thread;

import org.jspecify.annotations.NullMarked;

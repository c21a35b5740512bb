/** The server as a process: how much memory it keeps, and its end when a thread fails. */
@NullMarked
package chat.jim.server.process;

import org.jspecify.annotations.NullMarked;

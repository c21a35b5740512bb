/** The settings of a server, as immutable records. Touches no files and no sockets. */
@NullMarked
package chat.jim.server.config;

import org.jspecify.annotations.NullMarked;

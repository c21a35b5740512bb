/** What a server is set to, as immutable records. Touches nothing. */
@NullMarked
package chat.jim.server.config;

import org.jspecify.annotations.NullMarked;

/** Who is where, and whom a message is for. Holds no lock while it hands a message over. */
@NullMarked
package chat.jim.server.routing;

import org.jspecify.annotations.NullMarked;

/** Options of the command line that become settings of the server. */
@NullMarked
package chat.jim.server.option;

import org.jspecify.annotations.NullMarked;

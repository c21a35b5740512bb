/** The requests of one peer, handled on its thread. Never writes to another peer but through routing. */
@NullMarked
package chat.jim.server.session;

import org.jspecify.annotations.NullMarked;

/** The program {@code jim-launcher}: starts a server and several clients that end together, or measures a server. */
@NullMarked
package chat.jim.launcher;

import org.jspecify.annotations.NullMarked;

/**
 * The load of {@code jim-launcher bench}: guests that send to each other as fast as a window lets them, and check all that
 * arrives. It knows the protocol and no process: where the server comes from is its caller's business.
 */
@NullMarked
package chat.jim.launcher.bench;

import org.jspecify.annotations.NullMarked;

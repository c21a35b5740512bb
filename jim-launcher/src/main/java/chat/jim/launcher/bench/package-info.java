/**
 * The load of {@code jim-launcher bench}: guests that send as fast as a window allows, and check everything that arrives.
 * Starts no process.
 */
@NullMarked
package chat.jim.launcher.bench;

import org.jspecify.annotations.NullMarked;

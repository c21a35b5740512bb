/**
 * What a program needs from its operating system: streams in UTF-8, signals, folders, timers, exit by failure. Knows nothing
 * of the protocol.
 */
@NullMarked
package chat.jim.process;

import org.jspecify.annotations.NullMarked;

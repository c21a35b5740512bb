/**
 * What a program needs from its operating system: streams in UTF-8, signals, folders, exit by failure. Knows nothing of JIM.
 */
@NullMarked
package chat.jim.process;

import org.jspecify.annotations.NullMarked;

/**
 * Frames to messages and back, through Jackson or past it: the only place that may say "this is not JSON" (PROTOCOL.md,
 * section 3).
 */
@NullMarked
package chat.jim.codec;

import org.jspecify.annotations.NullMarked;

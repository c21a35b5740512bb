/**
 * Brings back what was said while one was not there: asks for it, shows it, and says what was read. Shows things only by a
 * display.
 */
@NullMarked
package chat.jim.client.recall;

import org.jspecify.annotations.NullMarked;

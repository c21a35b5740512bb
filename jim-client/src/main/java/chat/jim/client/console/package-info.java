/** The chat of a person, or of a script: logging in, commands, coming back. Shows things only by a display. */
@NullMarked
package chat.jim.client.console;

import org.jspecify.annotations.NullMarked;

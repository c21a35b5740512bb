/** The chat of a person: commands, talking, logging in, coming back. Shows things through the screen only. */
@NullMarked
package chat.jim.client.console;

import org.jspecify.annotations.NullMarked;

/** The processes of a chat: started, watched, and ended. Draws nothing. */
@NullMarked
package chat.jim.launcher.process;

import org.jspecify.annotations.NullMarked;

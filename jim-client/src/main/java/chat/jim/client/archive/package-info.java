/** The commands about what was said before: asks the server for it, and says what may be asked. Shows things only by a display. */
@NullMarked
package chat.jim.client.archive;

import org.jspecify.annotations.NullMarked;

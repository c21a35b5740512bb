/** What was said before: its messages, ids and times, and what of it is new. Asks nobody, and shows nothing. */
@NullMarked
package chat.jim.client.past;

import org.jspecify.annotations.NullMarked;

/** Text of others made safe to show, and the server's sentences in the user's language. Touches nothing. */
@NullMarked
package chat.jim.client.text;

import org.jspecify.annotations.NullMarked;

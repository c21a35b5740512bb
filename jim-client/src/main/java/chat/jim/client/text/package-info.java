/** Text from others made safe to show, and the sentences of servers in the user's language. */
@NullMarked
package chat.jim.client.text;

import org.jspecify.annotations.NullMarked;

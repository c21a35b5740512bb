/** Where lines are typed and printed: with an editor, or plain. The only place that knows JLine. */
@NullMarked
package chat.jim.client.terminal;

import org.jspecify.annotations.NullMarked;

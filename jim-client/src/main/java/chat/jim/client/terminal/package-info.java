/** Where lines are typed and printed: with a line editor, or plain. The only package that knows JLine. */
@NullMarked
package chat.jim.client.terminal;

import org.jspecify.annotations.NullMarked;

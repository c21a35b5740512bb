/** How what happens looks: lines, colours, the prompt. Decides nothing. */
@NullMarked
package chat.jim.client.screen;

import org.jspecify.annotations.NullMarked;

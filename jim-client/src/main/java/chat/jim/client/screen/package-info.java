/** How everything looks: lines, colours, the prompt, or JSON. Decides nothing, and never talks to the server. */
@NullMarked
package chat.jim.client.screen;

import org.jspecify.annotations.NullMarked;

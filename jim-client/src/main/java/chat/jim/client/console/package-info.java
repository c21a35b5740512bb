/** The client as a person at a keyboard sees it. */
@NullMarked
package chat.jim.client.console;

import org.jspecify.annotations.NullMarked;

/** One connected user as the others see it: what is handed to it goes out in its form. Knows no rules. */
@NullMarked
package chat.jim.server.peer;

import org.jspecify.annotations.NullMarked;

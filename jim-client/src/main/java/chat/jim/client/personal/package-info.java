/** What belongs to the person at the terminal: files that others cannot read. Touches no terminal. */
@NullMarked
package chat.jim.client.personal;

import org.jspecify.annotations.NullMarked;

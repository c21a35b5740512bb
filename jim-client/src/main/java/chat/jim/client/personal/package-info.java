/**
 * What belongs to the person at the terminal: the history, the log and the ignore list in files that others cannot read, and
 * the program for notices. Touches no terminal.
 */
@NullMarked
package chat.jim.client.personal;

import org.jspecify.annotations.NullMarked;

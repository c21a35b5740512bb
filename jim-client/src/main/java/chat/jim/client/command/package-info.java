/** What a typed line means: the commands and their words, text, and the names that Tab completes. Executes nothing. */
@NullMarked
package chat.jim.client.command;

import org.jspecify.annotations.NullMarked;

/** The subcommands of {@code jim-server}, and the folder of the data that they share with it. */
@NullMarked
package chat.jim.server.command;

import org.jspecify.annotations.NullMarked;

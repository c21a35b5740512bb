/** The program {@code jim-client}: its command line, and which kind of client that asks for. */
@NullMarked
package chat.jim.client.cli;

import org.jspecify.annotations.NullMarked;

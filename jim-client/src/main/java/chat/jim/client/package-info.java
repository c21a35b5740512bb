/** The client: a library that talks to a server, and the programs around it for people ({@code console}) and pipes. */
@NullMarked
package chat.jim.client;

import org.jspecify.annotations.NullMarked;

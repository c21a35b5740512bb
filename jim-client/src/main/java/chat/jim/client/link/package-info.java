/**
 * A link to a server: where the server is, or several of them, and whether the link still lives though nothing is heard. Knows
 * no objects.
 */
@NullMarked
package chat.jim.client.link;

import org.jspecify.annotations.NullMarked;

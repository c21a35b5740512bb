/** The commands about rooms that belong to somebody, and about people. */
@NullMarked
package chat.jim.client.moderation;

import org.jspecify.annotations.NullMarked;

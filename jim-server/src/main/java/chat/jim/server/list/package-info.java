/** Lists of names, in order, and as answers. Knows no peer. */
@NullMarked
package chat.jim.server.list;

import org.jspecify.annotations.NullMarked;

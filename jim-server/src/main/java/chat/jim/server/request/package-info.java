/** Answers what one peer asks about rooms and lists, for its session or on behalf of one at another server. */
@NullMarked
package chat.jim.server.request;

import org.jspecify.annotations.NullMarked;

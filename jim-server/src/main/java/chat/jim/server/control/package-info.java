/** The socket by which the operator questions and steers a running server: both ends of it. Knows no part of the server. */
@NullMarked
package chat.jim.server.control;

import org.jspecify.annotations.NullMarked;

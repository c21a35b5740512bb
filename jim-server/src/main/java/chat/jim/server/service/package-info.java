/** The server as a service of systemd: says when it is ready, ends, and still lives. Knows no part of it but its health. */
@NullMarked
package chat.jim.server.service;

import org.jspecify.annotations.NullMarked;

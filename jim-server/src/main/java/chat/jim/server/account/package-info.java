/** How passwords are hashed, and how often one may try (PROTOCOL.md, section 5). */
@NullMarked
package chat.jim.server.account;

import org.jspecify.annotations.NullMarked;

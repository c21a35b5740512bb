/** Several servers that form one chat: who of them has which name, and what they send to each other. Knows no session. */
@NullMarked
package chat.jim.server.cluster;

import org.jspecify.annotations.NullMarked;

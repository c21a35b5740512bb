/** Whether a link to a server still lives though nothing is heard. Counts time, and touches no socket. */
@NullMarked
package chat.jim.client.link;

import org.jspecify.annotations.NullMarked;

/**
 * One connected user as the others see it, and the messages and answers in its dialect. May touch the connection and
 * the codec; it knows no rules.
 */
@NullMarked
package chat.jim.server.peer;

import org.jspecify.annotations.NullMarked;

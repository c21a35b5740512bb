/**
 * One connected user as the others see it, the sessions that have a name together, and the messages and answers in each
 * dialect. May touch the connection and the codec; it knows no rules.
 */
@NullMarked
package chat.jim.server.peer;

import org.jspecify.annotations.NullMarked;

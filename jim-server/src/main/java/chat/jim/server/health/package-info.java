/** Whether the server does its work: the threads that must not stand still, and what else it needs. Knows no part of it. */
@NullMarked
package chat.jim.server.health;

import org.jspecify.annotations.NullMarked;

/** The launcher: one server and several clients, each a process of its own, that start and end together. */
@NullMarked
package chat.jim.launcher;

import org.jspecify.annotations.NullMarked;

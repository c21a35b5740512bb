/** What a program owes its user and its operating system: streams in UTF-8, exit statuses, signals, its version. */
@NullMarked
package chat.jim.process;

import org.jspecify.annotations.NullMarked;

/** Where the clients are seen: tmux panes, desktop windows, or one shared console. */
@NullMarked
package chat.jim.launcher.window;

import org.jspecify.annotations.NullMarked;

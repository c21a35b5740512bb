/** Opens a store; if its SQLite file is damaged, saves what is whole first. Uses {@code store.sqlite}, never the reverse. */
@NullMarked
package chat.jim.server.store.repair;

import org.jspecify.annotations.NullMarked;

/** Saves what is whole in a damaged SQLite file. Runs before the store is opened, and alone. */
@NullMarked
package chat.jim.server.store.repair;

import org.jspecify.annotations.NullMarked;

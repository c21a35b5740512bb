/** Copies of a store and of its history: makes them while the store is in use, keeps some of them, and restores one. */
@NullMarked
package chat.jim.server.store.backup;

import org.jspecify.annotations.NullMarked;

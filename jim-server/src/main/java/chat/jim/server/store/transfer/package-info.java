/** What one store keeps, taken over into another one. Knows no kind of store. */
@NullMarked
package chat.jim.server.store.transfer;

import org.jspecify.annotations.NullMarked;

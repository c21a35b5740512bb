/** The tables of a store, and the migrations from older versions. */
@NullMarked
package chat.jim.server.store.schema;

import org.jspecify.annotations.NullMarked;

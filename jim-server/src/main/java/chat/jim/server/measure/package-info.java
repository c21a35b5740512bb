/** Counts and times what happens, for whoever asks later. Costs next to nothing, and knows no part of the server. */
@NullMarked
package chat.jim.server.measure;

import org.jspecify.annotations.NullMarked;

/** A file of settings: its form, and the sentences about a wrong one. Knows no option. */
@NullMarked
package chat.jim.settings;

import org.jspecify.annotations.NullMarked;

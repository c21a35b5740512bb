/** The user's language, and the texts in it. Touches only resource bundles and the locale. */
@NullMarked
package chat.jim.text;

import org.jspecify.annotations.NullMarked;

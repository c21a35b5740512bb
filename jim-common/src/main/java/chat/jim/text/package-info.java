/** The language of the user, and the texts in it. Touches nothing but resource bundles and the locale. */
@NullMarked
package chat.jim.text;

import org.jspecify.annotations.NullMarked;

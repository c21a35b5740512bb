package chat.jim.text;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/**
 * What a program says to people, in the chosen {@link Language}: sentences by their keys, from {@code texts.properties} in the
 * program's folder or a translation of that file. May be used from any thread.
 */
public final class Texts {
    /** A language without a translation falls back to English, not to the machine's own language. */
    public static final Control NO_OTHER_LANGUAGE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** How many parts of a package's name identify the program: {@code chat.jim.client}. */
    private static final int DEPTH = 3;

    private final String bundle;
    private final ClassLoader loader;

    private Texts(Class<?> owner) {
        bundle = place(owner) + ".texts";
        loader = owner.getClassLoader();
    }

    /** The package that holds the texts of {@code owner}: {@code chat.jim.client} for all packages of the client. */
    public static String place(Class<?> owner) {
        return String.join(
                ".", Arrays.asList(owner.getPackageName().split("\\.")).subList(0, DEPTH));
    }

    /** The texts of the program that {@code owner} belongs to. */
    public static Texts of(Class<?> owner) {
        return new Texts(owner);
    }

    /**
     * The text of that key, with the values in place of its {@code %s}.
     *
     * @throws java.util.MissingResourceException there is none
     */
    public String say(String key, Object... values) {
        String text = ResourceBundle.getBundle(bundle, Language.chosen(), loader, NO_OTHER_LANGUAGE)
                .getString(key);
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }

    /**
     * The text for a number of things: that of {@code key.one}, {@code key.few} or {@code key.many}, with the number as its
     * first value.
     */
    public String count(String key, int number, Object... values) {
        Object[] all = Stream.concat(Stream.of(number), Stream.of(values)).toArray();
        return say(key + "." + Language.plural(number), all);
    }

    /** A day as it is written in that language, with the day of the week. */
    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(Language.chosen())
                .format(day);
    }
}

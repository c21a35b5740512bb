package chat.jim.text;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The language in which a program speaks to its user: the requested one, or else that of the locale. It reads the environment
 * and not Java's default locale, which is English if the locale is set but not installed.
 */
public final class Language {
    /** The languages that the programs speak. */
    public static final List<String> ALL = List.of("en", "ru");

    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    private static volatile Locale chosen = Locale.ENGLISH;

    private Language() {}

    /** Chooses the language of the whole program: {@code requested} if it is one of {@link #ALL}, or else the environment's. */
    public static void choose(@Nullable String requested) {
        chosen = Locale.forLanguageTag(requested != null && ALL.contains(requested) ? requested : ofEnvironment());
    }

    /** The code of the chosen language, one of {@link #ALL}. */
    public static String code() {
        return chosen.getLanguage();
    }

    /** The chosen language. */
    public static Locale chosen() {
        return chosen;
    }

    private static String ofEnvironment() {
        String locale = VARIABLES.stream()
                .map(System::getenv)
                .filter(Objects::nonNull)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseGet(() -> Locale.getDefault(Locale.Category.DISPLAY).getLanguage());
        String language = locale.split("[_.@]", 2)[0];
        return ALL.contains(language) ? language : "en";
    }

    /** The form of a noun that goes with a number in the chosen language. */
    static String plural(int number) {
        if (!chosen.getLanguage().equals("ru")) {
            return number == 1 ? "one" : "many";
        }
        int ten = number % 10;
        int hundred = number % 100;
        if (ten == 1 && hundred != 11) {
            return "one";
        }
        return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? "few" : "many";
    }
}

package chat.jim.text;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The language in which a program speaks to its user: the one asked for, or else that of the locale. The environment is
 * read rather than Java's default locale, which is English where the system has not installed the locale that is set.
 */
public final class Language {
    /** Those that the programs speak. */
    public static final List<String> ALL = List.of("en", "ru");

    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    private static volatile Locale chosen = Locale.ENGLISH;

    private Language() {}

    /** Chooses for the whole program: {@code asked}, or where that is none of {@link #ALL}, the one of the environment. */
    public static void choose(@Nullable String asked) {
        chosen = Locale.forLanguageTag(asked != null && ALL.contains(asked) ? asked : ofEnvironment());
    }

    /** The one chosen, one of {@link #ALL}. */
    public static String code() {
        return chosen.getLanguage();
    }

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
        return Stream.of(locale.split("[_.@]"))
                .findFirst()
                .filter(ALL::contains)
                .orElse("en");
    }

    /** Which form of a noun goes with a number, by the rules of the language. */
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

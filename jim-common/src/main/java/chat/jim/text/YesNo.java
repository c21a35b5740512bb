package chat.jim.text;

import java.util.Locale;
import java.util.Optional;

/** The answer to a question that takes only yes or no, in any of the languages. */
public final class YesNo {
    private YesNo() {}

    /** What an answer says; empty if it is neither: then one asks again, since a guess could do what nobody meant. */
    public static Optional<Boolean> of(String answer) {
        return switch (answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes", "д", "да" -> Optional.of(true);
            case "n", "no", "н", "нет" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}

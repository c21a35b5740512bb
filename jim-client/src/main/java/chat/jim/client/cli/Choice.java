package chat.jim.client.cli;

import chat.jim.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The constants of an enumeration as a person writes them: in small letters. */
record Choice<E extends Enum<E>>(Class<E> type) {
    private static final Texts TEXTS = Texts.of(Choice.class);

    /** The constant that is called {@code text}, or null. */
    @Nullable
    E find(String text) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** All of them. */
    List<String> words() {
        return Stream.of(type.getEnumConstants()).map(Choice::word).toList();
    }

    /** The sentence about {@code text}, which is none of them. */
    String wrong(String text) {
        return TEXTS.say("choice.wrong", text, String.join(", ", words()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

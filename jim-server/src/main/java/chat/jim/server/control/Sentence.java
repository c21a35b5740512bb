package chat.jim.server.control;

import chat.jim.codec.JsonLine;
import chat.jim.text.Texts;
import java.util.List;
import java.util.MissingResourceException;
import java.util.stream.Stream;

/**
 * A sentence for the operator, who may speak another language than the server: it is sent as it is, and by its key too.
 *
 * @param key one of the server's texts; empty if there is nothing to say
 * @param values what stands in it
 */
public record Sentence(String key, List<String> values) {
    /** Nothing is said. */
    public static final Sentence NONE = new Sentence("", List.of());

    private static final Texts TEXTS = Texts.of(Sentence.class);
    private static final String KEY = "text";
    private static final String VALUES = "values";

    /** The one with that key. */
    public static Sentence of(String key, Object... values) {
        return new Sentence(key, Stream.of(values).map(String::valueOf).toList());
    }

    /** One that is in no list: it is the same in all languages. */
    public static Sentence ofText(String text) {
        return of("control.as.is", text);
    }

    /** The sentence that an answer has in that field. */
    static Sentence from(JsonLine answer, String field) {
        String key = answer.optionalText(KEY);
        String text = answer.optionalText(field);
        if (key != null && isKnown(key)) {
            return new Sentence(key, answer.texts(VALUES));
        }
        return text == null ? NONE : ofText(text);
    }

    /** A server of another version may have other texts. */
    private static boolean isKnown(String key) {
        try {
            return !TEXTS.say(key).isEmpty();
        } catch (MissingResourceException e) {
            return false;
        }
    }

    /** Puts it into an answer. */
    JsonLine in(JsonLine answer, String field) {
        return key.isEmpty()
                ? answer
                : answer.with(field, toString()).with(KEY, key).withTexts(VALUES, values);
    }

    /** In the language of this program. */
    @Override
    public String toString() {
        return key.isEmpty() ? "" : TEXTS.say(key, values.toArray());
    }
}

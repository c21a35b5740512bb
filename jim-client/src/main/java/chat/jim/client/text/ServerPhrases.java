package chat.jim.client.text;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.text.Language;
import chat.jim.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates the sentences of JIM servers, and of the protocol, into the user's language; unknown ones stay as they are. All
 * results are {@link SafeText}. May be used from any thread.
 *
 * <p>The known sentences are in the file {@code words_LANG.properties}: an English pattern, a bar, and the translation.
 */
public final class ServerPhrases {
    private static final Texts TEXTS = Texts.of(ServerPhrases.class);
    private static final String BUNDLE = Texts.place(ServerPhrases.class) + ".words";
    private static final Map<String, List<Phrase>> PHRASES = new ConcurrentHashMap<>();

    private ServerPhrases() {}

    /** The text of a response. */
    public static String of(Response response) {
        return response.text() == null ? TEXTS.say("no-words") : of(response.text());
    }

    /** A sentence from a server, from the protocol, or from anywhere else. */
    public static String of(String sentence) {
        return PHRASES.computeIfAbsent(Language.code(), ServerPhrases::load).stream()
                .map(phrase -> phrase.translate(sentence))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseGet(() -> SafeText.of(sentence));
    }

    /** Whether a server says by a refusal that it does not know what it was asked, as an older one does. */
    public static boolean isUnknownAction(Response answer) {
        return answer.code().equals(Code.BAD_REQUEST)
                && String.valueOf(answer.text()).startsWith("There is no action ");
    }

    /** What to show when the server has sent something that is not a JIM message, for that reason. */
    public static String garbage(String reason) {
        return TEXTS.say("garbage", SafeText.of(reason));
    }

    private static List<Phrase> load(String language) {
        try {
            ResourceBundle words = ResourceBundle.getBundle(
                    BUNDLE,
                    Locale.forLanguageTag(language),
                    ServerPhrases.class.getClassLoader(),
                    Texts.NO_OTHER_LANGUAGE);
            return words.keySet().stream()
                    .map(key -> Phrase.of(words.getString(key)))
                    .sorted(Comparator.comparingInt(Phrase::literals).reversed())
                    .toList();
        } catch (MissingResourceException e) {
            return List.of(); // servers speak English
        }
    }

    /**
     * A known sentence: in its pattern {@code %s} stands for a word, or a time such as {@code 1d 2h}, and at the end for all
     * the rest. Of several that fit, the one with the most letters of its own counts.
     */
    private record Phrase(Pattern pattern, int literals, String translation) {
        private static final String WORD = "((?:\\d+[dhms] )*\\S*[^\\s:])";

        static Phrase of(String entry) {
            String[] both = entry.split(" +\\| +", 2);
            String[] parts = both[0].split("%s", -1);
            int last = parts.length - 1;
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < last; i++) {
                boolean toTheEnd = i == last - 1 && parts[last].isEmpty();
                regex.append(Pattern.quote(parts[i])).append(toTheEnd ? "(.+)" : WORD);
            }
            int literals = both[0].length() - 2 * last;
            return new Phrase(Pattern.compile(regex + Pattern.quote(parts[last]), Pattern.DOTALL), literals, both[1]);
        }

        /** The translation of {@code sentence}; null if it is another one. */
        @Nullable
        String translate(String sentence) {
            Matcher matcher = pattern.matcher(sentence);
            if (!matcher.matches()) {
                return null;
            }
            Object[] values = IntStream.rangeClosed(1, matcher.groupCount())
                    .mapToObj(i -> SafeText.of(matcher.group(i)))
                    .toArray();
            return String.format(Locale.ROOT, translation, values);
        }
    }
}

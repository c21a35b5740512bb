package chat.jim.client.text;

import chat.jim.protocol.Response;
import chat.jim.text.Language;
import chat.jim.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says the sentences of a JIM server, and of the protocol here, in the person's language where it knows them; others are
 * shown as they are. All comes out as {@link SafeText}. May be used from any thread.
 *
 * <p>Those it knows are in the file {@code words_LANG.properties}: an English pattern, a bar, and what to say instead.
 */
public final class ServerPhrases {
    private static final Texts TEXTS = Texts.of(ServerPhrases.class);
    private static final String BUNDLE = Texts.place(ServerPhrases.class) + ".words";
    private static final Control NO_OTHER_LANGUAGE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    private static final Map<String, List<Sentence>> KNOWN = new ConcurrentHashMap<>();

    private ServerPhrases() {}

    /** The words of a response. */
    public static String of(Response response) {
        return response.text() == null ? TEXTS.say("no-words") : of(response.text());
    }

    /** A sentence of a server, of the protocol, or of anybody else. */
    public static String of(String sentence) {
        return KNOWN.computeIfAbsent(Language.code(), ServerPhrases::load).stream()
                .map(known -> known.said(sentence))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseGet(() -> SafeText.of(sentence));
    }

    private static List<Sentence> load(String language) {
        try {
            ResourceBundle words = ResourceBundle.getBundle(
                    BUNDLE, Locale.forLanguageTag(language), ServerPhrases.class.getClassLoader(), NO_OTHER_LANGUAGE);
            return words.keySet().stream()
                    .map(key -> Sentence.of(words.getString(key)))
                    .toList();
        } catch (MissingResourceException e) {
            return List.of(); // English is what servers speak
        }
    }

    /** One that is known: in its pattern {@code %s} is a word, and at the end all that is left. */
    private record Sentence(Pattern pattern, String translation) {
        static Sentence of(String entry) {
            String[] both = entry.split(" +\\| +", 2);
            String[] parts = both[0].split("%s", -1);
            int last = parts.length - 1;
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < last; i++) {
                boolean toTheEnd = i == last - 1 && parts[last].isEmpty();
                regex.append(Pattern.quote(parts[i])).append(toTheEnd ? "(.+)" : "(\\S+)");
            }
            return new Sentence(Pattern.compile(regex + Pattern.quote(parts[last]), Pattern.DOTALL), both[1]);
        }

        /** What to say for {@code sentence}, or null if this is another one. */
        @Nullable
        String said(String sentence) {
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

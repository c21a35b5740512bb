package chat.jim.client.past;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for: {@code WORDS [in #ROOM] [from NAME]}, the last two in any order.
 *
 * @param words as they were typed
 * @param in the room; null means all
 * @param from who has said it; null means anybody
 */
public record SearchQuery(
        String words, @Nullable Address in, @Nullable Address from) {
    private static final Texts TEXTS = Texts.of(SearchQuery.class);
    private static final Pattern LAST_TWO = Pattern.compile("(|.*\\s)(\\S+)\\s+(\\S+)", Pattern.DOTALL);

    /** Reads it; the words may be empty. */
    public static SearchQuery parse(String typed) {
        String words = typed.strip();
        Address in = null;
        Address from = null;
        Matcher last = LAST_TWO.matcher(words);
        while (last.matches()) {
            String name = last.group(3);
            boolean isRoom = in == null && isWord(last.group(2), "in") && name.startsWith("#") && isName(name);
            boolean isSender = from == null && isWord(last.group(2), "from") && !name.startsWith("#") && isName(name);
            if (!isRoom && !isSender) {
                break;
            }
            in = isRoom ? Address.of(name) : in;
            from = isSender ? Address.of(name) : from;
            words = last.group(1).strip();
            last = LAST_TWO.matcher(words);
        }
        return new SearchQuery(words, in, from);
    }

    private static boolean isWord(String typed, String word) {
        return typed.equalsIgnoreCase(word) || typed.equalsIgnoreCase(TEXTS.say("past." + word));
    }

    private static boolean isName(String word) {
        try {
            Address.of(word);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }
}

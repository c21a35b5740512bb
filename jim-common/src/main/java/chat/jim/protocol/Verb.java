package chat.jim.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an action asks for: the values of the field {@code action}. */
public enum Verb {
    PRESENCE(false),
    AUTHENTICATE(false),
    REGISTER(false),
    PROBE(false),
    MSG(true),
    JOIN(true),
    LEAVE(true),
    WHO(true),
    ROOMS(true),
    GET_CONTACTS(true),
    ADD_CONTACT(true),
    DEL_CONTACT(true),
    QUIT(false);

    /** The specification prints {@code probe} with a Cyrillic о, so programs send it. */
    private static final String MISPRINTED_PROBE = "pr\u043ebe";

    private static final Map<String, Verb> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Verb::word, Function.identity()));

    private final String word = name().toLowerCase(Locale.ROOT);
    private final boolean forOnline;

    Verb(boolean forOnline) {
        this.forOnline = forOnline;
    }

    /** The verb as it stands on the wire. */
    public String word() {
        return word;
    }

    /** Whether only somebody who is online may ask for it; others get 401 (PROTOCOL.md, section 5). */
    public boolean forOnline() {
        return forOnline;
    }

    /** The verb that {@code word} stands for, or null. */
    static @Nullable Verb of(String word) {
        return word.equals(MISPRINTED_PROBE) ? PROBE : BY_WORD.get(word);
    }
}

package chat.jim.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an action asks for: the values of the field {@code action}. */
public enum Verb {
    PRESENCE(Action.Presence.class, false),
    AUTHENTICATE(Action.Authenticate.class, false),
    REGISTER(Action.Register.class, false),
    PROBE(Action.Probe.class, false),
    MSG(Action.Msg.class, true),
    JOIN(Action.Join.class, true),
    LEAVE(Action.Leave.class, true),
    WHO(Action.Who.class, true),
    ROOMS(Action.Rooms.class, true),
    GET_CONTACTS(Action.GetContacts.class, true),
    ADD_CONTACT(Action.AddContact.class, true),
    DEL_CONTACT(Action.DelContact.class, true),
    /** Of some dialects only (PROTOCOL.md, appendix). */
    PUBLIC_KEY(Action.PublicKey.class, true),
    QUIT(Action.Quit.class, false);

    /** The specification prints {@code probe} with a Cyrillic о, so programs send it. */
    private static final String MISPRINTED_PROBE = "pr\u043ebe";

    private static final Map<String, Verb> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Verb::word, Function.identity()));

    private static final Map<Class<? extends Action>, Verb> BY_ACTION =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(verb -> verb.action, Function.identity()));

    private final Class<? extends Action> action;
    private final String word = name().toLowerCase(Locale.ROOT);
    private final boolean forOnline;

    Verb(Class<? extends Action> action, boolean forOnline) {
        this.action = action;
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

    /** The verb of an action. */
    public static Verb of(Action action) {
        return Objects.requireNonNull(BY_ACTION.get(action.getClass()));
    }

    /** The verb that {@code word} stands for, or null. */
    public static @Nullable Verb of(String word) {
        return word.equals(MISPRINTED_PROBE) ? PROBE : BY_WORD.get(word);
    }
}

package chat.jim.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a member of an object is for, and what programs call it, the commonest name first. Case, blanks, {@code _} and
 * {@code -} make no difference. A synonym more is one word here (PROTOCOL.md, appendix).
 */
@SuppressWarnings("ImmutableEnumChecker") // nothing in it changes
public enum Part {
    /** What the object asks for; only at its top. */
    VERB("action", "event"),
    /** Who says something; in {@code user} it may also be called as in {@link #NAME}. */
    SENDER("from", "sender", "account_name", "user"),
    /** Whom it is said to. */
    ADDRESSEE("to", "destination", "recipient", "receiver", "to_user", "addressee"),
    /** What is said. */
    TEXT("mess_text", "message_text", "message", "msg_text", "text", "msg txt"),
    /** When it is said. */
    TIME("time"),
    /** What names nobody. */
    NEUTRAL("encoding", "type"),
    /** Anything else: it may be an addressee by a name that is not known here. */
    OTHER,
    /** Who comes online, in {@code user} or beside it; in a message beside it most likely the sender. */
    NAME("account_name", "client_name", "accaunt_name", "username", "login", "name", "account");

    private final List<String> names;
    private final Set<String> keys;

    Part(String... names) {
        this.names = List.of(names);
        keys = Stream.of(names).map(Part::key).collect(Collectors.toSet());
    }

    /** What programs call it, the commonest name first. */
    public List<String> names() {
        return names;
    }

    /** What a member of a message is for. */
    static Part of(String name) {
        String key = key(name);
        return Stream.of(values())
                .filter(part -> part.keys.contains(key))
                .findFirst()
                .orElse(OTHER);
    }

    /** What a member of an object is for that is for this part itself: a sender may have a name, and a message its own. */
    Part inside(String name) {
        boolean isName = (this == SENDER || this == ADDRESSEE) && NAME.isCalled(name);
        Part part = isName ? this : of(name);
        return part == VERB ? OTHER : part;
    }

    /** Whether programs call it so. */
    boolean isCalled(String name) {
        return keys.contains(key(name));
    }

    /** The name without what makes no difference. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }
}

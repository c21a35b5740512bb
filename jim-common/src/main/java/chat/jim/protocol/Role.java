package chat.jim.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What somebody is in a room (PROTOCOL.md, section 13); the later, the more one may do. */
public enum Role {
    /** May enter, also if the room is private. */
    MEMBER,
    /** May speak, also if the room is moderated. */
    VOICE,
    /** Keeps order. */
    MODERATOR,
    /** Has the room. */
    OWNER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /**
     * The role of that word.
     *
     * @throws ProtocolException 400 if there is none
     */
    @JsonCreator
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        ProtocolException.badRequest("The field role has to be owner, moderator, voice or member."));
    }

    /** It on the wire. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Whether one with this role may do what that role may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}

package chat.jim.protocol;

import chat.jim.protocol.name.Names;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message can be sent to: an account, or a room, whose name begins with {@code #}. Two addresses are equal if
 * their names are the same name by the rules of PROTOCOL.md, section 4, however they are written.
 */
public final class Address {
    /** The room for those who speak to everybody (PROTOCOL.md, appendix). */
    public static final Address EVERYBODY = room("#all");

    private final String text;
    private final String key;

    private Address(String text, String key) {
        this.text = text;
        this.key = key;
    }

    /**
     * The account or room of that name.
     *
     * @throws ProtocolException 400 if the name is not allowed
     */
    @JsonCreator
    public static Address of(String text) {
        Limits.check("The name", text, Limits.NAME);
        try {
            return new Address(text, text.startsWith("#") ? "#" + Names.key(text.substring(1)) : Names.key(text));
        } catch (IllegalArgumentException e) {
            throw ProtocolException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The account of that name.
     *
     * @throws ProtocolException 400 if the name is not allowed, or is a room's
     */
    public static Address account(String text) {
        return of(text).asAccount();
    }

    /**
     * The account of a name that was checked when it was stored, and is not checked again: another Java may have known
     * letters that this one does not know.
     *
     * @param key its {@link #key}
     */
    public static Address stored(String text, String key) {
        return new Address(text, key);
    }

    /**
     * The room of that name.
     *
     * @throws ProtocolException 400 if the name is not allowed, or has no {@code #}
     */
    public static Address room(String text) {
        return of(text).asRoom();
    }

    /**
     * The room of that name, of which a person may have left the {@code #} out.
     *
     * @throws ProtocolException 400 if the name is not allowed
     */
    public static Address roomWithOrWithoutHash(String text) {
        return room(text.startsWith("#") ? text : "#" + text);
    }

    /**
     * This address, which has to be an account's.
     *
     * @throws ProtocolException 400 if it is a room's
     */
    public Address asAccount() {
        if (isRoom()) {
            throw ProtocolException.badRequest("A name with # is a room's: leave the # out.");
        }
        return this;
    }

    /**
     * This address, which has to be a room's.
     *
     * @throws ProtocolException 400 if it has no {@code #}
     */
    public Address asRoom() {
        if (!isRoom()) {
            throw ProtocolException.badRequest("A room's name begins with #: put the # before it.");
        }
        return this;
    }

    /** The key to keep an account by: the same for two spellings of one name. */
    public String key() {
        return key;
    }

    /** Whether it is a room's. */
    public boolean isRoom() {
        return key.startsWith("#");
    }

    /** Whether nobody may take this name, because it would look like the server's own. */
    public boolean isReserved() {
        return Names.reserved(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Address address && key.equals(address.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The name as it was written. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}

package chat.jim.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Whom a message can be sent to: an account, or a room, whose name begins with {@code #}. Two addresses are equal if
 * their names are the same name by the rules of PROTOCOL.md, section 4, however they are written.
 */
public final class Address {
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
    public static Address of(String text) {
        Limits.check("The name", text, Limits.NAME);
        return new Address(text, text.startsWith("#") ? "#" + Names.key(text.substring(1)) : Names.key(text));
    }

    /**
     * The account of that name.
     *
     * @throws ProtocolException 400 if the name is not allowed, or is a room's
     */
    public static Address account(String text) {
        Address address = of(text);
        if (address.isRoom()) {
            throw ProtocolException.badRequest("A name with # is a room's: leave the # out.");
        }
        return address;
    }

    /**
     * The room of that name.
     *
     * @throws ProtocolException 400 if the name is not allowed, or has no {@code #}
     */
    public static Address room(String text) {
        Address address = of(text);
        if (!address.isRoom()) {
            throw ProtocolException.badRequest("A room's name begins with #: put the # before it.");
        }
        return address;
    }

    /**
     * The room of that name, of which a person may have left the {@code #} out.
     *
     * @throws ProtocolException 400 if the name is not allowed
     */
    public static Address roomWithOrWithoutHash(String text) {
        return room(text.startsWith("#") ? text : "#" + text);
    }

    /** The same for two names that are the same name, and so what to keep an account by. */
    public String key() {
        return key;
    }

    /** Whether it is a room's. */
    public boolean isRoom() {
        return key.startsWith("#");
    }

    /** Whether nobody may take this name: it would pass for the server's own. */
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
    @Override
    public String toString() {
        return text;
    }
}

package chat.jim.server.store;

import chat.jim.protocol.Address;

/**
 * A name that belongs to somebody with a password.
 *
 * @param passwordHash see {@code PasswordHasher}; empty if it was lost, so that no password matches
 * @param blocked whether its owner is kept from logging in
 */
public record Account(AccountKey key, String passwordHash, boolean blocked) {
    /** The name as it was first written. */
    public Address name() {
        return key.name();
    }

    @Override
    public String toString() {
        return "Account[" + name() + "]";
    }
}

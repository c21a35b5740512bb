package chat.jim.server.store;

import chat.jim.protocol.Address;

/**
 * A name that belongs to somebody with a password.
 *
 * @param name as it was first written
 * @param passwordHash see {@code Passwords}; empty if it was lost: then no password fits
 * @param blocked whether its owner may not come online
 */
public record Account(Address name, String passwordHash, boolean blocked) {
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}

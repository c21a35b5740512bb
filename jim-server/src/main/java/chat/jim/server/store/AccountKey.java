package chat.jim.server.store;

import chat.jim.protocol.Address;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One account, as told from any other that had its name before, or gets it later.
 *
 * @param id random, given to the account when it is made
 */
public record AccountKey(Address name, String id) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    /** The key of an account that is being made. */
    public static AccountKey create(Address name) {
        return new AccountKey(name, randomId());
    }

    /** An id that no other account has. */
    public static String randomId() {
        byte[] id = new byte[BYTES];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public String toString() {
        return name.toString();
    }
}

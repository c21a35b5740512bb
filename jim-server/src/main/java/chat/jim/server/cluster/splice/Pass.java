package chat.jim.server.cluster.splice;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a server shows that brings a connection, and what it is shown then: both have it from the bus, so that each knows the
 * other. Good for once.
 */
record Pass(String shown, String answered) {
    /** The characters of each. */
    static final int LENGTH = 24;

    private static final int BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Pass create() {
        return new Pass(random(), random());
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

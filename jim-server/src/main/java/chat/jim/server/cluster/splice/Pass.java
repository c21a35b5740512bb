package chat.jim.server.cluster.splice;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a server shows that brings a connection, and the key with which it is sealed then. Both come over the bus, so that who
 * has them is a server. Good for once.
 */
record Pass(String shown, String key) {
    /** The characters of what is shown. */
    static final int LENGTH = 24;

    private static final int BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Pass create() {
        return new Pass(random(BYTES), random(Seal.KEY_BYTES));
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] keyBytes() throws IOException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(key);
            if (bytes.length == Seal.KEY_BYTES) {
                return bytes;
            }
            throw new IOException("its key has a wrong length");
        } catch (IllegalArgumentException e) {
            throw new IOException("its key makes no sense", e);
        }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "Pass";
    }
}

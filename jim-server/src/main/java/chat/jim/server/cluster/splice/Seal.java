package chat.jim.server.cluster.splice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals, or opens, the pieces that go one way over a connection, by AES in its mode GCM. A piece that was changed, left out or
 * put elsewhere does not open. For one thread at a time.
 */
final class Seal {
    /** The bytes of a key. */
    static final int KEY_BYTES = 32;

    /** By how much a sealed piece is longer. */
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final SecretKeySpec key;
    private final int direction;
    private final Cipher cipher;

    /** The pieces so far: no two with one key and direction have the same number. */
    private long count;

    /** @param isOfDoor whether the pieces come from whoever was visited: those of the other way have the same key */
    Seal(byte[] key, boolean isOfDoor) throws IOException {
        this.key = new SecretKeySpec(key, "AES");
        direction = isOfDoor ? 1 : 0;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no AES", e);
        }
    }

    /** Writes the sealed piece to that place of {@code to}, and returns how long it is. */
    int seal(byte[] piece, int from, int length, byte[] to, int place) throws IOException {
        return apply(Cipher.ENCRYPT_MODE, piece, from, length, to, place);
    }

    /** Writes the opened piece to the beginning of {@code to}, and returns how long it is; throws if it is not the next one. */
    int open(byte[] sealed, int from, int length, byte[] to) throws IOException {
        return apply(Cipher.DECRYPT_MODE, sealed, from, length, to, 0);
    }

    private int apply(int mode, byte[] bytes, int from, int length, byte[] to, int place) throws IOException {
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(direction).putLong(count++);
        try {
            cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce.array()));
            return cipher.doFinal(bytes, from, length, to, place);
        } catch (GeneralSecurityException e) {
            throw new IOException("what comes is not from the other server", e);
        }
    }
}

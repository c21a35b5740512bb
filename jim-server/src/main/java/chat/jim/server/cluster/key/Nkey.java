package chat.jim.server.cluster.key;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** A user's key of NATS, made of its seed, as {@code nk -gen user} prints one. Signs by the JDK alone. */
final class Nkey {
    private static final String ALGORITHM = "Ed25519";
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_OF_DIGIT = 5;
    private static final int BITS_OF_BYTE = 8;
    private static final int BYTE = 0xff;

    /** The kinds of what is encoded, as they stand in the five highest bits: {@code S} for a seed, {@code U} for a user. */
    private static final int SEED = 18;

    private static final int USER = 20;

    private static final byte FIRST_OF_SEED = (byte) (SEED << 3 | USER >> 2);
    private static final int KEY_LENGTH = 32;
    private static final int PREFIX_OF_SEED = 2;
    private static final int CHECKSUM_LENGTH = 2;
    private static final int POLYNOMIAL = 0x1021;

    private final PrivateKey key;
    private final String id;

    private Nkey(PrivateKey key, String id) {
        this.key = key;
        this.id = id;
    }

    /**
     * Made of a seed, such as {@code SUAM…}.
     *
     * @throws IllegalArgumentException this is no user's seed, or was changed
     */
    static Nkey ofSeed(String seed) {
        byte[] bytes = decode(seed);
        boolean isLong = bytes.length == PREFIX_OF_SEED + KEY_LENGTH + CHECKSUM_LENGTH;
        if (!isLong || bytes[0] != FIRST_OF_SEED || bytes[1] != 0) {
            throw new IllegalArgumentException("This is no seed of a user.");
        }
        int end = bytes.length - CHECKSUM_LENGTH;
        int checksum = (bytes[end] & BYTE) | (bytes[end + 1] & BYTE) << BITS_OF_BYTE;
        if (checksum != checksum(bytes, end)) {
            throw new IllegalArgumentException("Its checksum does not fit.");
        }
        KeyPair pair = pair(Arrays.copyOfRange(bytes, PREFIX_OF_SEED, end));
        byte[] open = pair.getPublic().getEncoded(); // the last bytes of this are the key as others write it
        return new Nkey(pair.getPrivate(), id(Arrays.copyOfRange(open, open.length - KEY_LENGTH, open.length)));
    }

    /** The seed of a key that nobody else has. */
    static String newSeed() {
        byte[] random = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(random);
        byte[] bytes = new byte[PREFIX_OF_SEED + KEY_LENGTH + CHECKSUM_LENGTH];
        bytes[0] = FIRST_OF_SEED;
        System.arraycopy(random, 0, bytes, PREFIX_OF_SEED, KEY_LENGTH);
        return encoded(bytes);
    }

    /** The JDK has the public key only of a pair that it makes, from random bytes: here, from the seed. */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Known(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    /** Gives known bytes in place of random ones. */
    private static final class Known extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] seed;

        Known(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    private static String id(byte[] open) {
        byte[] bytes = new byte[1 + KEY_LENGTH + CHECKSUM_LENGTH];
        bytes[0] = (byte) (USER << 3);
        System.arraycopy(open, 0, bytes, 1, KEY_LENGTH);
        return encoded(bytes);
    }

    /** The bytes as others read them, with the checksum in the last two. */
    private static String encoded(byte[] bytes) {
        int end = bytes.length - CHECKSUM_LENGTH;
        int checksum = checksum(bytes, end);
        bytes[end] = (byte) checksum;
        bytes[end + 1] = (byte) (checksum >> BITS_OF_BYTE);
        return encode(bytes);
    }

    /** Who this is for the engine, such as {@code UDXU…}: its public key. */
    String id() {
        return id;
    }

    byte[] sign(byte[] what) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(what);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign", e);
        }
    }

    /** Base32 of RFC 4648, without padding. Bits that are left over at the end are dropped. */
    private static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("There is a character in it that no seed has.");
            }
            bits = bits << BITS_OF_DIGIT | digit;
            count += BITS_OF_DIGIT;
            if (count >= BITS_OF_BYTE) {
                count -= BITS_OF_BYTE;
                bytes.write(bits >> count);
                bits &= (1 << count) - 1;
            }
        }
        return bytes.toByteArray();
    }

    private static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int count = 0;
        for (byte next : bytes) {
            bits = bits << BITS_OF_BYTE | (next & BYTE);
            count += BITS_OF_BYTE;
            while (count >= BITS_OF_DIGIT) {
                count -= BITS_OF_DIGIT;
                text.append(DIGITS.charAt(bits >> count));
                bits &= (1 << count) - 1;
            }
        }
        return count == 0
                ? text.toString()
                : text.append(DIGITS.charAt(bits << (BITS_OF_DIGIT - count))).toString();
    }

    /** CRC-16 as in XMODEM, of the first bytes. */
    private static int checksum(byte[] bytes, int end) {
        int sum = 0;
        for (int i = 0; i < end; i++) {
            sum ^= (bytes[i] & BYTE) << BITS_OF_BYTE;
            for (int bit = 0; bit < BITS_OF_BYTE; bit++) {
                sum = (sum & 0x8000) == 0 ? sum << 1 : sum << 1 ^ POLYNOMIAL;
            }
            sum &= 0xffff;
        }
        return sum;
    }
}

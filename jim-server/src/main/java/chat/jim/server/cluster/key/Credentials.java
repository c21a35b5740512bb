package chat.jim.server.cluster.key;

import chat.jim.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who this server is for the engine, and the key that shows it. From a file with the seed of a key, or from a file of
 * credentials as {@code nsc} writes it, with a JWT and a seed.
 */
public final class Credentials {
    private static final Texts TEXTS = Texts.of(Credentials.class);

    private static final Pattern JWT =
            Pattern.compile("-+BEGIN NATS USER JWT-+\\s+([A-Za-z0-9_.-]+?)\\s+-+END NATS USER JWT-+");
    private static final Pattern SEED = Pattern.compile("(?m)^\\s*(SU[A-Z2-7]{56})\\s*$");

    /** No such file is larger, and a wrong one must not fill the memory. */
    private static final int MOST = 64 * 1024;

    private final Nkey key;
    private final @Nullable String jwt;

    private Credentials(Nkey key, @Nullable String jwt) {
        this.key = key;
        this.jwt = jwt;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException there are none in the file, or others may read it; the message is a sentence
     * @throws IOException the file cannot be read
     */
    public static Credentials read(Path file) throws IOException {
        if (othersMayRead(file)) {
            throw new IllegalArgumentException(TEXTS.say("key.open", file));
        }
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
        }
        Matcher seed = SEED.matcher(text);
        if (!seed.find()) {
            throw new IllegalArgumentException(TEXTS.say("key.none", file));
        }
        Matcher jwt = JWT.matcher(text);
        try {
            return new Credentials(Nkey.ofSeed(seed.group(1)), jwt.find() ? jwt.group(1) : null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(TEXTS.say("key.changed", file), e);
        }
    }

    /**
     * Makes a new key in a new file, which only its owner can read.
     *
     * @throws IOException the file is there already, or cannot be made
     */
    public static Credentials ofNew(Path file) throws IOException {
        String seed = Nkey.newSeed();
        Files.createFile(file, ownerOnly(file));
        Files.writeString(file, seed + "\n", StandardCharsets.US_ASCII);
        return new Credentials(Nkey.ofSeed(seed), null);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return hasPermissions(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean othersMayRead(Path file) throws IOException {
        return hasPermissions(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    /** The public key, such as {@code UDXU…}. */
    public String id() {
        return key.id();
    }

    /** What somebody has signed for the engine, who vouches for the key; null if the engine knows the key itself. */
    public @Nullable String jwt() {
        return jwt;
    }

    /** The signature under what the engine wants to have signed. */
    public byte[] sign(byte[] what) {
        return key.sign(what);
    }

    /** The public part alone. */
    @Override
    public String toString() {
        return "Credentials[" + id() + "]";
    }
}

package chat.jim.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments of the command line in UTF-8, whatever the locale is: in a bare {@code LANG=C} Java puts a replacement for
 * each byte of a letter that is not English. Linux keeps the true bytes; elsewhere Java does not need them.
 */
public final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Arguments() {}

    /** What was meant by the arguments that Java gave to {@code main}. */
    public static String[] meant(String... given) {
        if (areWhole(given)) {
            return given;
        }
        try {
            return meant(Files.readAllBytes(COMMAND_LINE), given);
        } catch (IOException e) {
            return given;
        }
    }

    /** Whether Java cannot have damaged them. */
    static boolean areWhole(String... given) {
        return System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8")
                || Arrays.equals(readable(given), given);
    }

    /**
     * The last ones of {@code commandLine}, in which a zero ends each; those before them are for Java. If they are not UTF-8
     * or not those that were given, as Java may have taken some from a file, they stay as they were given.
     */
    public static String[] meant(byte[] commandLine, String... given) {
        String[] all;
        try {
            all = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(commandLine))
                    .toString()
                    .split("\0", -1);
        } catch (CharacterCodingException e) {
            return given;
        }
        int end = all.length - 1; // behind the last zero there is nothing
        if (end < given.length) {
            return given;
        }
        String[] last = Arrays.copyOfRange(all, end - given.length, end);
        return Arrays.equals(readable(last), readable(given)) ? last : given;
    }

    /** What Java always gets right: the ASCII characters but for the question mark, which it may put for another. */
    static String[] readable(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.replaceAll("[^\\p{ASCII}]|\\?", ""))
                .toArray(String[]::new);
    }
}

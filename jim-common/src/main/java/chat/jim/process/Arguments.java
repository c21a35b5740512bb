package chat.jim.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments of the command line in UTF-8, whatever the locale is. With {@code LANG=C}, Java replaces each byte that is not
 * ASCII; Linux still knows the original bytes. Other systems do not need this.
 */
public final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Arguments() {}

    /** The original form of the arguments that Java has given to {@code main}. */
    public static String[] decoded(String... given) {
        return areIntact(given) ? given : decoded(COMMAND_LINE, given);
    }

    /** Whether Java cannot have changed these texts. */
    static boolean areIntact(String... given) {
        return System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8")
                || Arrays.equals(intactPart(given), given);
    }

    /**
     * The last arguments in {@code commandLine}, where a zero ends each; those before are Java's own. If they are not UTF-8, or
     * do not match the given ones (Java may have read some from a file), the given ones are returned.
     */
    static String[] decoded(Path commandLine, String... given) {
        try {
            String[] all = Files.readString(commandLine).split("\0", -1);
            int end = all.length - 1; // an empty text follows the last zero
            if (end < given.length) {
                return given;
            }
            String[] last = Arrays.copyOfRange(all, end - given.length, end);
            return Arrays.equals(intactPart(last), intactPart(given)) ? last : given;
        } catch (IOException e) {
            return given;
        }
    }

    /** The part that Java never changes: ASCII, except for the question mark, which may be a replacement. */
    static String[] intactPart(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.replaceAll("[^\\p{ASCII}]|\\?", ""))
                .toArray(String[]::new);
    }
}

package chat.jim.server.config;

import chat.jim.text.Texts;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The number of connections that there may be at once: the number asked for, or else the number that fits into the
 * limit on open files and into Java's memory.
 *
 * @param warning a sentence for the operator if few fit, otherwise null
 */
public record ConnectionLimit(int connections, @Nullable String warning) {
    private static final Texts TEXTS = Texts.of(ConnectionLimit.class);

    /** How many refused connections may stay open for a moment, so that their peers can read the reason. */
    public static final int REFUSED_BUT_OPEN = 64;

    /** The files that the server itself may open: jar, store, logs, the files of the JVM, and refused connections. */
    private static final int OWN_FILES = 100 + REFUSED_BUT_OPEN;

    /** A third of the memory is for connections, a third for what waits, and a third for everything else. */
    private static final int SHARES = 3;

    /** What an idle connection takes beside its threads, in bytes. */
    private static final int IDLE = 4096;

    /** An operator would be surprised by a limit below this. */
    private static final int LOW = 4000;

    /**
     * Computes the limit.
     *
     * @param asked the number asked for, or null
     * @param openFiles the number of files that the process may have open, if known
     * @param memory the bytes of memory that Java may use for objects
     * @param threads the bytes of it that the threads of a connection take
     */
    public static ConnectionLimit of(@Nullable Integer asked, OptionalLong openFiles, long memory, int threads) {
        long files = Math.max(1, openFiles.orElse(Integer.MAX_VALUE) - OWN_FILES);
        long inMemory = memory / ((long) SHARES * (IDLE + threads));
        int fits = (int) Math.min(Integer.MAX_VALUE, Math.min(files, inMemory));
        boolean enough = asked == null ? fits >= LOW : fits >= asked;
        return new ConnectionLimit(
                asked == null ? fits : asked, enough ? null : warning(fits, openFiles, files < inMemory));
    }

    private static String warning(int fits, OptionalLong openFiles, boolean becauseOfFiles) {
        return becauseOfFiles
                ? TEXTS.say("connections.low", fits, openFiles.orElse(0))
                : TEXTS.say("connections.memory", fits);
    }
}

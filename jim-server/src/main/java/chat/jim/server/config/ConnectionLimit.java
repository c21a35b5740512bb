package chat.jim.server.config;

import chat.jim.text.Texts;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be at once: as many as were asked for, else as many as the limit on open files leaves room
 * for.
 *
 * @param warning a sentence for the operator where that limit is low, else null
 */
public record ConnectionLimit(int connections, @Nullable String warning) {
    private static final Texts TEXTS = Texts.of(ConnectionLimit.class);

    /** Refused connections that stay open for a moment, so that the peer can read why. */
    public static final int REFUSED_BUT_OPEN = 64;

    /** Files that the server itself may have open: its jar, accounts, logs, what the Java machine needs, and refusals. */
    private static final int OWN_FILES = 100 + REFUSED_BUT_OPEN;

    /** Fewer than that many people would be a surprise. */
    private static final int LOW = 4000;

    /** That many were asked for, or null; the process may have {@code openFiles} open, where that is known. */
    public static ConnectionLimit of(@Nullable Integer asked, OptionalLong openFiles) {
        long most = Math.max(1, openFiles.orElse(Integer.MAX_VALUE) - OWN_FILES);
        int fits = (int) Math.min(most, Integer.MAX_VALUE);
        boolean enough = asked == null ? fits >= LOW : fits >= asked;
        String warning = enough ? null : TEXTS.say("connections.low", fits, openFiles.orElse(0));
        return new ConnectionLimit(asked == null ? fits : asked, warning);
    }
}

package chat.jim.client.link;

import java.time.Duration;

/**
 * How long a client waits for signs of life.
 *
 * @param silence how long a link may be silent before the client asks whether the server is there; a server that probes
 *     more or less often than usual is given twice its own interval
 * @param answer how long the client waits for any answer
 */
public record Patience(Duration silence, Duration answer) {
    /** Servers probe every minute unless they are told otherwise (PROTOCOL.md, section 8). */
    public static final Patience USUAL = new Patience(Duration.ofMinutes(2), Duration.ofSeconds(10));
}

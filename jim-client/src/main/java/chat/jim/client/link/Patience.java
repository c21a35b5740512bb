package chat.jim.client.link;

import java.time.Duration;

/**
 * How long a client waits for signs of life, and for a server that can take no more.
 *
 * @param silence how long a link may be silent before the client asks whether the server is there; a server that probes
 *     more or less often than usual is given twice its own interval
 * @param answer how long the client waits for any answer
 * @param pace how long it waits between two requests to a server of another kind
 */
public record Patience(Duration silence, Duration answer, Duration pace) {
    /** Servers probe every minute unless they are told otherwise (PROTOCOL.md, section 8). */
    public static final Patience USUAL =
            new Patience(Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofSeconds(1));
}

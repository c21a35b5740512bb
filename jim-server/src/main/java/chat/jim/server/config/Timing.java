package chat.jim.server.config;

import java.time.Duration;

/**
 * How long the server waits for what.
 *
 * @param barePace the least time between two objects to a bare peer (PROTOCOL.md, section 1)
 * @param login how long a connection may take to come online; zero is for ever (section 8)
 * @param probeInterval the silence after which a peer is probed; zero is never (section 8)
 * @param probeTimeout the silence after a probe that ends a session (section 8)
 */
public record Timing(Duration barePace, Duration login, Duration probeInterval, Duration probeTimeout) {}

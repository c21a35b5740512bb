package chat.jim.server.config;

import java.time.Duration;

/**
 * How much of the server the rooms that belong to somebody may use (PROTOCOL.md, section 13); {@link
 * ServerConfig#UNLIMITED} means no limit.
 *
 * @param owned rooms that one account may own
 * @param entries roles, bans and mutes that one room may have
 * @param invitations invitations that may wait for one account
 * @param kickPause for how long somebody who was kicked cannot come back
 */
public record RoomLimits(int owned, int entries, int invitations, Duration kickPause) {
    /** The limits of a server that was told nothing else. */
    public static final RoomLimits USUAL = new RoomLimits(100, 1000, 100, Duration.ofSeconds(10));
}

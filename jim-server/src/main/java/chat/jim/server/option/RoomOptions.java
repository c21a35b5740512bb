package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.server.config.RoomLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options under the heading "Rooms" in the help: how much of the server they may use. */
public final class RoomOptions {
    @Option(
            names = "--owned-rooms",
            paramLabel = "N",
            defaultValue = "100",
            converter = Converters.Limit.class,
            description = "How many rooms one account may own, which stay when they are empty; further ones close then;"
                    + " 0: any number (default: ${DEFAULT-VALUE}).")
    private int owned;

    @Option(
            names = "--room-entries",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Converters.Limit.class,
            description =
                    "How many roles, bans and mutes one room may have; 0: any number (default: ${DEFAULT-VALUE}).")
    private int entries;

    @Option(
            names = "--waiting-invitations",
            paramLabel = "N",
            defaultValue = "100",
            converter = Converters.Limit.class,
            description = "How many invitations may wait for an account that is offline; 0: any number"
                    + " (default: ${DEFAULT-VALUE}).")
    private int invitations;

    @Option(
            names = "--kick-pause",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Converters.TimeSpan.class,
            description = "How long somebody who was kicked from a room cannot come back (default: ${DEFAULT-VALUE}).")
    private Duration kickPause = Duration.ZERO;

    /** For picocli. */
    public RoomOptions() {}

    /** What the options say. */
    public RoomLimits limits() {
        return new RoomLimits(owned, entries, invitations, kickPause);
    }
}

package chat.jim.server;

import chat.jim.cli.DurationOption;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.config.ServerConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The server's options about who may come in, and how long it waits for what. */
final class ServerOptions {
    @Option(
            names = "--guests",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether names without an account may come online without a password (default: they may).")
    private boolean guests;

    @Option(
            names = "--registration",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether anybody may make an account (default: they may).")
    private boolean registration;

    @Option(
            names = "--login-timeout",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = DurationOption.class,
            description = "Close a connection that has not come online by then; 0s: never (default: ${DEFAULT-VALUE}).")
    private Duration login = Duration.ZERO;

    @Option(
            names = "--probe-interval",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "Probe a client that has been silent for so long; 0s: never (default: ${DEFAULT-VALUE}).")
    private Duration probeInterval = Duration.ZERO;

    @Option(
            names = "--probe-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "End the session of a client that answers no probe for so long (default: ${DEFAULT-VALUE}).")
    private Duration probeTimeout = Duration.ZERO;

    @Option(
            names = "--bare-pace",
            paramLabel = "TIME",
            defaultValue = "50ms",
            converter = DurationOption.class,
            description = "The pause between two objects to a client that ends its own with no line feed"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration barePace = Duration.ZERO;

    ServerOptions() {}

    ServerConfig.Access access(ConnectionLimit limit) {
        return new ServerConfig.Access(guests, registration, limit.connections());
    }

    ServerConfig.Timeouts timeouts() {
        return new ServerConfig.Timeouts(barePace, login, probeInterval, probeTimeout);
    }
}

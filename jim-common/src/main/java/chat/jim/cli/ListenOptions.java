package chat.jim.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about where a server listens. */
public final class ListenOptions {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "7777",
            converter = Converters.PortNumber.class,
            description = "The port that the server listens at; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            description = "The address that the server listens at (default: all addresses of this machine).")
    private @Nullable String address;

    /** For picocli. */
    public ListenOptions() {}

    /** The port; 0 is any free one. */
    public int port() {
        return port;
    }

    /** The address as it was written; null is all addresses. */
    public @Nullable String address() {
        return address;
    }
}

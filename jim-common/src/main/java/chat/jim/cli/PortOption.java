package chat.jim.cli;

import picocli.CommandLine.Option;

/** The option about the port that a server listens at. */
public final class PortOption {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "7777",
            converter = Converters.PortNumber.class,
            description = "The port that the server listens at; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    /** For picocli. */
    public PortOption() {}

    /** The port; 0 is any free one. */
    public int number() {
        return port;
    }
}

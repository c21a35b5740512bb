package chat.jim.client.cli;

import chat.jim.cli.Converters;
import chat.jim.text.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Where the server is. The port may stand beside the address, or in it. */
final class ServerOptions {
    private static final Texts TEXTS = Texts.of(ServerOptions.class);
    private static final int USUAL_PORT = 7777;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ADDRESS",
            defaultValue = "localhost",
            converter = Converters.ServerPlace.class,
            description = "The server's address, perhaps with a port: localhost:7777, [::1]:7777"
                    + " (default: ${DEFAULT-VALUE}).")
    private Converters.Place address = new Converters.Place("localhost", null);

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            converter = Converters.PortNumber.class,
            description = "The server's port (default: 7777).")
    private @Nullable Integer port;

    /**
     * Checks that there are not two ports. One in an address on the command line overrides a setting.
     *
     * @throws ParameterException there are
     */
    void check(CommandLine line) {
        CommandLine.ParseResult parsed = line.getParseResult();
        boolean overrides = parsed.hasMatchedPositional(0) && !parsed.hasMatchedPositional(1);
        if (address.port() != null && port != null && !port.equals(address.port()) && !overrides) {
            throw new ParameterException(line, TEXTS.say("usage.ports", address.port(), port));
        }
    }

    String host() {
        return address.host();
    }

    int port() {
        return Objects.requireNonNullElse(address.port(), Objects.requireNonNullElse(port, USUAL_PORT));
    }
}

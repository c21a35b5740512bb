package chat.jim.client.cli;

import chat.jim.cli.Converters;
import chat.jim.cli.Converters.Place;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.link.ServerName;
import chat.jim.client.link.SrvLookup;
import chat.jim.text.Texts;
import chat.jim.tls.TlsClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Where the server is, or several of them. The port may stand beside the addresses, or in each. */
final class ServerOptions {
    private static final Texts TEXTS = Texts.of(ServerOptions.class);
    private static final int USUAL_PORT = 7777;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ADDRESS",
            defaultValue = "localhost",
            converter = PlaceList.class,
            description =
                    "The server's address, perhaps with a port: localhost:7777, [::1]:7777"
                            + " (default: ${DEFAULT-VALUE}). Of several, as in a:7777,b:7777, the client takes one that answers.")
    private Places addresses = new Places(List.of(new Place("localhost", null)));

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
        if (port == null || overrides) {
            return;
        }
        Optional<Integer> other = addresses.otherPort(port);
        if (other.isPresent()) {
            throw new ParameterException(line, TEXTS.say("usage.ports", other.get(), port));
        }
    }

    /** The servers to connect to. The DNS is asked for those of a name for which no port is given. */
    List<ServerName> names(@Nullable TlsClient tls) {
        SrvLookup lookup = SrvLookup.ofSystem();
        return addresses.list().stream()
                .map(place -> new ServerName(
                        new ServerAddress(place.host(), port(place), tls),
                        place.port() == null && port == null ? lookup : null))
                .toList();
    }

    /** The host of the first one. */
    String host() {
        return addresses.list().get(0).host();
    }

    /** The port of the first one. */
    int port() {
        return port(addresses.list().get(0));
    }

    private int port(Place place) {
        return Objects.requireNonNullElse(place.port(), Objects.requireNonNullElse(port, USUAL_PORT));
    }

    /** The addresses of servers; at least one. */
    record Places(List<Place> list) {
        /** A port that they have instead of the one beside them; empty if that one is of use. */
        Optional<Integer> otherPort(Integer beside) {
            List<Integer> ports =
                    list.stream().map(Place::port).flatMap(Stream::ofNullable).toList();
            return ports.size() < list.size()
                    ? Optional.empty()
                    : ports.stream().filter(each -> !each.equals(beside)).findFirst();
        }
    }

    /** Reads addresses with commas between them. */
    static final class PlaceList implements ITypeConverter<Places> {
        private static final int MOST = 16;
        private final Converters.ServerPlace converter = new Converters.ServerPlace();

        @Override
        public Places convert(String text) {
            String[] addresses = text.split(",", -1);
            if (addresses.length > MOST) {
                throw new TypeConversionException(TEXTS.say("usage.addresses", MOST));
            }
            if (addresses.length > 1 && Stream.of(addresses).anyMatch(String::isBlank)) {
                throw new TypeConversionException(TEXTS.say("usage.comma", text));
            }
            return new Places(Stream.of(addresses)
                    .map(address -> converter.convert(address.strip()))
                    .toList());
        }
    }
}

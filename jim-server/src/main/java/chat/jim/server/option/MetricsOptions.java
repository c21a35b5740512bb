package chat.jim.server.option;

import chat.jim.server.option.ProxyOptions.IpAddress;
import chat.jim.text.Texts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server's option about its metrics. */
public final class MetricsOptions {
    private static final Texts TEXTS = Texts.of(MetricsOptions.class);

    @Option(
            names = "--metrics",
            paramLabel = "ADDRESS:PORT",
            defaultValue = "off",
            converter = Reading.class,
            description =
                    "Where the server shows its metrics for Prometheus and its health, by HTTP and to everybody who"
                            + " reaches it, such as 127.0.0.1:9777; or off (default: ${DEFAULT-VALUE}).")
    private Place place = new Place(null);

    /** For picocli. */
    public MetricsOptions() {}

    /** Where they are shown; null if nowhere. */
    public @Nullable InetSocketAddress place() {
        return place.address();
    }

    /** A warning if others than this machine may reach the metrics; otherwise null. */
    public @Nullable String warning() {
        InetSocketAddress where = place.address();
        return where == null || where.getAddress().isLoopbackAddress() ? null : TEXTS.say("metrics.open", shown(where));
    }

    /** An address and port as people write them. */
    public static String shown(InetSocketAddress place) {
        String host = place.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + place.getPort();
    }

    /** @param address null if they are shown nowhere */
    record Place(@Nullable InetSocketAddress address) {}

    /** Reads an address of this machine and a port. */
    static final class Reading implements ITypeConverter<Place> {
        private static final Pattern FORM = Pattern.compile("(?:\\[([^]]+)]|([^:]+)):([0-9]{1,5})");
        private static final int HIGHEST_PORT = 65_535;

        @Override
        public Place convert(String given) {
            String text = given.strip();
            if (text.equals("off")) {
                return new Place(null);
            }
            Matcher form = FORM.matcher(text);
            if (!form.matches() || Integer.parseInt(form.group(3)) > HIGHEST_PORT) {
                throw wrong(text);
            }
            String host = form.group(1) == null ? form.group(2) : form.group(1);
            return new Place(new InetSocketAddress(address(host, text), Integer.parseInt(form.group(3))));
        }

        private static InetAddress address(String host, String text) {
            try {
                return host.equals("localhost") ? InetAddress.getLoopbackAddress() : new IpAddress().convert(host);
            } catch (TypeConversionException e) {
                throw wrong(text);
            }
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException(TEXTS.say("metrics.wrong", text));
        }
    }
}

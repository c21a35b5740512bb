package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.dialect.Dialects;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.ServerConfig;
import chat.jim.text.Texts;
import chat.jim.tls.CertificateFiles;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The server's options about its peers: who may connect, what they may speak, how long it waits for them, how much they may use. */
public final class PeerOptions {
    private static final Texts TEXTS = Texts.of(PeerOptions.class);
    private static final String ALL_DIALECTS = "all";

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
            description = "Whether anybody may create an account (default: they may).")
    private boolean registration;

    @Option(
            names = "--login-timeout",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = Converters.TimeSpan.class,
            description = "Close a connection that has not come online within this time; 0s: never"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration login = Duration.ZERO;

    @Option(
            names = "--probe-interval",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Converters.TimeSpan.class,
            description = "Probe a client that has been silent for this long; 0s: never (default: ${DEFAULT-VALUE}).")
    private Duration probeInterval = Duration.ZERO;

    @Option(
            names = "--probe-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Converters.TimeSpan.class,
            description =
                    "End the session of a client that does not answer a probe for this long (default: ${DEFAULT-VALUE}).")
    private Duration probeTimeout = Duration.ZERO;

    @Option(
            names = "--bare-pace",
            paramLabel = "TIME",
            defaultValue = "200ms",
            converter = Converters.TimeSpan.class,
            description = "The pause between two objects to a client that ends its own with no line feed"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration barePace = Duration.ZERO;

    @Option(
            names = "--dialects",
            paramLabel = "NAME",
            split = ",",
            defaultValue = ALL_DIALECTS,
            converter = DialectNames.class,
            completionCandidates = DialectNames.class,
            description = "Other forms of JIM to speak, separated by commas: ${COMPLETION-CANDIDATES};"
                    + " spec is the specification's own, and is always spoken (default: ${DEFAULT-VALUE}).")
    private Set<String> dialects = Set.of();

    @Option(
            names = "--mailbox",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description =
                    "Keep messages to accounts that are offline, on the disk, and deliver them at the next login.")
    private boolean mailbox;

    @Option(
            names = "--mailbox-size",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Converters.Count.class,
            description = "With --mailbox: how many messages may wait for an account (default: ${DEFAULT-VALUE}).")
    private int mailboxSize;

    @Option(
            names = "--store-size",
            paramLabel = "SIZE",
            defaultValue = "1g",
            converter = Converters.DiskSize.class,
            description =
                    "With --mailbox: keep no more messages when all that the server keeps takes this much of the disk;"
                            + " 0: no limit (default: ${DEFAULT-VALUE}).")
    private long storeBytes;

    @ArgGroup(validate = false, order = 1, headingKey = "heading.limits", heading = "Limits:%n")
    private LimitOptions limits = new LimitOptions();

    @ArgGroup(validate = false, order = 2, headingKey = "heading.rooms", heading = "Rooms:%n")
    private RoomOptions rooms = new RoomOptions();

    /** For picocli. */
    public PeerOptions() {}

    /** See {@link LimitOptions#connections}. */
    public ConnectionLimit connectionLimit() {
        return limits.connections();
    }

    /** The configuration that these options make, together with the values of other options. */
    public ServerConfig config(
            @Nullable InetAddress address,
            int port,
            ConnectionLimit limit,
            Set<InetAddress> proxies,
            boolean traceCalls,
            @Nullable CertificateFiles certificate,
            HistoryPolicy history) {
        return new ServerConfig(
                address,
                port,
                new ServerConfig.Access(guests, registration, limit.connections()),
                limits(),
                ServerConfig.Timeouts.usual(barePace, login, probeInterval, probeTimeout),
                origins(proxies),
                dialects(),
                traceCalls,
                certificate,
                history,
                rooms.limits());
    }

    /** What one peer, one address or one account may use. */
    public ServerConfig.Limits limits() {
        return limits.limits(mailbox ? mailboxSize : 0, storeBytes);
    }

    /** What one address may do. */
    public ServerConfig.Origins origins(Set<InetAddress> proxies) {
        return limits.origins(proxies);
    }

    /** What peers may speak. */
    public Dialects dialects() {
        return dialects.contains(ALL_DIALECTS) ? Dialects.all() : Dialects.named(dialects);
    }

    /** Reads the name of a dialect from the command line, and lists all for the help and for completion in shells. */
    static final class DialectNames implements ITypeConverter<String>, Iterable<String> {
        private final List<String> known = new ArrayList<>(Dialects.names());

        DialectNames() {
            known.add(ALL_DIALECTS);
        }

        @Override
        public String convert(String text) {
            String given = text.strip();
            String name = given.equals("course-text") ? "course" : given; // these were two once
            if (!known.contains(name)) {
                throw new TypeConversionException(TEXTS.say("dialect.unknown", text, String.join(", ", known)));
            }
            return name;
        }

        @Override
        public Iterator<String> iterator() {
            return known.iterator();
        }
    }
}

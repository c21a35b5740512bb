package chat.jim.server;

import chat.jim.cli.Converters;
import chat.jim.dialect.Dialects;
import chat.jim.process.OpenFiles;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.ServerConfig;
import chat.jim.text.Texts;
import chat.jim.thread.Threads;
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
final class ServerOptions {
    private static final Texts TEXTS = Texts.of(ServerOptions.class);
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

    ServerOptions() {}

    /** The options under the heading "Limits" in the help. */
    private static final class LimitOptions {
        @Option(
                names = "--max-connections",
                paramLabel = "N",
                converter = Converters.Count.class,
                description = "How many connections there may be at once"
                        + " (default: as many as the limit on open files and Java's memory allow).")
        private @Nullable Integer connections;

        @Option(
                names = "--max-connections-per-address",
                paramLabel = "N",
                defaultValue = "100",
                converter = Converters.Limit.class,
                description =
                        "How many of them may come from one address, in IPv6 from one /64 network; from this machine,"
                                + " any number; 0: any number (default: ${DEFAULT-VALUE}).")
        private int connectionsPerAddress;

        @Option(
                names = "--connection-rate",
                paramLabel = "N",
                defaultValue = "10",
                converter = Converters.Limit.class,
                description = "How many new connections a second one address may make, after ten times as many at once;"
                        + " from this machine, any number; 0: any number (default: ${DEFAULT-VALUE}).")
        private int connectionRate;

        @Option(
                names = "--registrations-per-hour",
                paramLabel = "N",
                defaultValue = "10",
                converter = Converters.Limit.class,
                description = "How many accounts may be registered from one address in an hour; from this machine, any"
                        + " number; 0: any number (default: ${DEFAULT-VALUE}).")
        private int registrations;

        @Option(
                names = "--max-failed-logins",
                paramLabel = "N",
                defaultValue = "3",
                converter = Converters.Limit.class,
                description = "How many logins may fail within a minute, from one address or on one account, before the"
                        + " next must wait; this machine's address does not count; 0: any number"
                        + " (default: ${DEFAULT-VALUE}).")
        private int failedLogins;

        @Option(
                names = "--flood-rate",
                paramLabel = "N",
                defaultValue = "100",
                converter = Converters.Limit.class,
                description = "How many requests a second are read from one connection; others wait; 0: any number"
                        + " (default: ${DEFAULT-VALUE}).")
        private int floodRate;

        @Option(
                names = "--flood-burst",
                paramLabel = "N",
                defaultValue = "1000",
                converter = Converters.Count.class,
                description = "How many requests may come at once before they wait (default: ${DEFAULT-VALUE}).")
        private int floodBurst;

        @Option(
                names = "--max-bad",
                paramLabel = "N",
                defaultValue = "10",
                converter = Converters.Limit.class,
                description =
                        "Close a connection after this many bad objects in a row; 0: never (default: ${DEFAULT-VALUE}).")
        private int badObjects;

        @Option(
                names = "--max-rooms",
                paramLabel = "N",
                defaultValue = "100",
                converter = Converters.Limit.class,
                description = "How many rooms one user may be in; 0: any number (default: ${DEFAULT-VALUE}).")
        private int rooms;

        @Option(
                names = "--max-contacts",
                paramLabel = "N",
                defaultValue = "1000",
                converter = Converters.Limit.class,
                description = "How many contacts one account may have; 0: any number (default: ${DEFAULT-VALUE}).")
        private int contacts;

        @Option(
                names = "--outbox",
                paramLabel = "SIZE",
                defaultValue = "1m",
                converter = Converters.Size.class,
                description = "Drop a client that reads so slowly that more than this waits for it, 64k or more"
                        + " (default: ${DEFAULT-VALUE}).")
        private int outboxBytes;

        @Option(
                names = "--max-waiting",
                paramLabel = "SIZE",
                converter = Converters.Size.class,
                description = "Drop the slowest clients when more than this waits for all clients together, and refuse"
                        + " new ones meanwhile (default: a third of the memory that Java may use).")
        private @Nullable Integer waitingBytes;
    }

    /** How many connections there may be at once; the system limits how many files this process may open. */
    ConnectionLimit connectionLimit() {
        return ConnectionLimit.of(
                limits.connections, OpenFiles.limit(), Runtime.getRuntime().maxMemory(), Threads.memoryOfConnection());
    }

    /** The configuration that these options make, together with the values of other options. */
    ServerConfig config(
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
                history);
    }

    ServerConfig.Limits limits() {
        return new ServerConfig.Limits(
                limits.connectionsPerAddress,
                new ServerConfig.Flood(limits.floodRate, limits.floodBurst),
                limits.outboxBytes,
                limits.waitingBytes == null ? Runtime.getRuntime().maxMemory() / 3 : limits.waitingBytes,
                limits.rooms,
                limits.contacts,
                limits.badObjects,
                limits.failedLogins,
                mailbox ? mailboxSize : 0,
                storeBytes);
    }

    ServerConfig.Origins origins(Set<InetAddress> proxies) {
        return new ServerConfig.Origins(limits.connectionRate, limits.registrations, proxies);
    }

    Dialects dialects() {
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
            String name = text.equals("course-text") ? "course" : text; // these were two once
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

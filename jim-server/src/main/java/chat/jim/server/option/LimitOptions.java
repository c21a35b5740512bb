package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.process.OpenFiles;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.config.ServerConfig;
import chat.jim.thread.Threads;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options under the heading "Limits" in the help: how much of the server its peers may use. */
public final class LimitOptions {
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
            description = "How many of them may come from one address, in IPv6 from one /64 network; from this machine,"
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
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "5",
            converter = Converters.Count.class,
            description = "How many clients of one account may be online at once (default: ${DEFAULT-VALUE}).")
    private int sessions;

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

    /** For picocli. */
    public LimitOptions() {}

    /** How many connections there may be at once; the system limits how many files this process may open. */
    public ConnectionLimit connections() {
        return ConnectionLimit.of(
                connections, OpenFiles.limit(), Runtime.getRuntime().maxMemory(), Threads.memoryOfConnection());
    }

    /** What one peer, one address or one account may use; the arguments are as there. */
    public ServerConfig.Limits limits(int mailbox, long storeBytes) {
        return new ServerConfig.Limits(
                connectionsPerAddress,
                new ServerConfig.Flood(floodRate, floodBurst),
                outboxBytes,
                waitingBytes == null ? Runtime.getRuntime().maxMemory() / 3 : waitingBytes,
                rooms,
                sessions,
                contacts,
                badObjects,
                failedLogins,
                mailbox,
                storeBytes);
    }

    /** What one address may do. */
    public ServerConfig.Origins origins(Set<InetAddress> proxies) {
        return new ServerConfig.Origins(connectionRate, registrations, proxies);
    }
}

package chat.jim.server.config;

import chat.jim.dialect.Dialects;
import chat.jim.tls.CertificateFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server: those of its start, or later ones that were reloaded.
 *
 * @param address the address to listen on; null means all
 * @param port the port to listen on; 0 means any free one
 * @param dialects the dialects that peers may speak
 * @param traceCalls whether to log each request, without its text
 * @param tls the certificate for TLS; null means plain TCP
 * @param history what is kept of what is said
 * @param rooms how much of the server the rooms that belong to somebody may use
 */
public record ServerConfig(
        @Nullable InetAddress address,
        int port,
        Access access,
        Limits limits,
        Timeouts timeouts,
        Origins origins,
        Dialects dialects,
        boolean traceCalls,
        @Nullable CertificateFiles tls,
        HistoryPolicy history,
        RoomLimits rooms) {
    /** A limit that is never reached. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /**
     * These settings for a server that uses those of {@code before}: what cannot change is as it was.
     *
     * @param keepsHistory whether there is a place for what is said
     */
    public ServerConfig inPlaceOf(ServerConfig before, boolean keepsHistory) {
        boolean keepsMail = before.limits.mailbox > 0;
        int mailbox = keepsMail == limits.mailbox > 0 ? limits.mailbox : before.limits.mailbox;
        return new ServerConfig(
                before.address,
                before.port,
                access,
                limits.withMailbox(mailbox),
                timeouts,
                origins,
                dialects,
                traceCalls,
                (before.tls == null) == (tls == null) ? tls : before.tls,
                keepsHistory ? history : before.history,
                rooms);
    }

    /** The address and port to listen on. */
    public InetSocketAddress endpoint() {
        return new InetSocketAddress(address, port);
    }

    /**
     * Who may connect.
     *
     * @param guests whether users may come online without a password under names that have no account
     * @param registration whether anybody may make an account
     * @param maxConnections the number of connections that there may be at once
     */
    public record Access(boolean guests, boolean registration, int maxConnections) {}

    /**
     * How much of the server one peer, one network address or one account may use; {@link #UNLIMITED} means no limit.
     *
     * @param connections connections at once from one address, except this machine's
     * @param flood how fast one connection is read (PROTOCOL.md, section 9)
     * @param outboxBytes bytes that may wait for a slow peer before it is dropped
     * @param waitingBytes bytes that may wait for all peers together before the slowest are dropped (section 9)
     * @param rooms rooms that one peer may be in (PROTOCOL.md, section 7)
     * @param sessions sessions of one account that may be online at once (PROTOCOL.md, section 5)
     * @param contacts contacts that one account may have (PROTOCOL.md, section 10)
     * @param badObjects bad objects in a row that close a connection (PROTOCOL.md, section 3)
     * @param failedLogins logins that may fail within a minute (PROTOCOL.md, section 9)
     * @param mailbox messages that may wait for an account; 0 means that none are kept (PROTOCOL.md, section 6)
     * @param storeBytes bytes in use on the disk from which on no message is kept; {@link Long#MAX_VALUE} means no limit
     */
    public record Limits(
            int connections,
            Flood flood,
            int outboxBytes,
            long waitingBytes,
            int rooms,
            int sessions,
            int contacts,
            int badObjects,
            int failedLogins,
            int mailbox,
            long storeBytes) {
        private Limits withMailbox(int size) {
            return new Limits(
                    connections,
                    flood,
                    outboxBytes,
                    waitingBytes,
                    rooms,
                    sessions,
                    contacts,
                    badObjects,
                    failedLogins,
                    size,
                    storeBytes);
        }
    }

    /**
     * How fast one connection is read.
     *
     * @param rate requests per second
     * @param burst requests that may come at once before the rate applies
     */
    public record Flood(int rate, int burst) {}

    /**
     * How long the server waits.
     *
     * @param barePace the least time between two objects to a bare peer (PROTOCOL.md, section 1)
     * @param slowPace the same for a peer whose program looks only once a second (appendix)
     * @param login how long a connection may take to come online; zero means forever (section 8)
     * @param probeInterval the silence after which a peer is probed; zero means never (section 8)
     * @param probeTimeout the silence after a probe that ends a session (section 8)
     */
    public record Timeouts(
            Duration barePace, Duration slowPace, Duration login, Duration probeInterval, Duration probeTimeout) {
        /** Programs that look once a second fail if they find two objects. */
        private static final Duration SLOW_PACE = Duration.ofMillis(1600);

        /** The pace for slow programs that the real ones need, at least. */
        public static Timeouts usual(Duration barePace, Duration login, Duration probeInterval, Duration probeTimeout) {
            Duration slow = barePace.compareTo(SLOW_PACE) > 0 ? barePace : SLOW_PACE;
            return new Timeouts(barePace, slow, login, probeInterval, probeTimeout);
        }

        /** One pace for all bare peers. */
        public Timeouts(Duration barePace, Duration login, Duration probeInterval, Duration probeTimeout) {
            this(barePace, barePace, login, probeInterval, probeTimeout);
        }

        /** The pace of a bare peer whose program looks slowly, or not. */
        public Duration pace(boolean slowly) {
            return slowly ? slowPace : barePace;
        }
    }

    /**
     * What a network address may do beside the connections that it has, except this machine's.
     *
     * @param connectionRate new connections a second, after a burst (PROTOCOL.md, section 9)
     * @param registrations accounts that may be made in an hour (section 9)
     * @param trustedProxies those whose connections count for the addresses that they name
     */
    public record Origins(int connectionRate, int registrations, Set<InetAddress> trustedProxies) {}
}

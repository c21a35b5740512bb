package chat.jim.server.config;

import chat.jim.dialect.Dialects;
import chat.jim.tls.CertificateFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told at its start.
 *
 * @param address the address to listen at; null is all
 * @param port the port to listen at; 0 is any free one
 * @param dialects what the peers may speak
 * @param traceCalls whether each request is written to the log, without its text
 * @param tls the certificate to speak TLS with; null is plain TCP
 */
public record ServerConfig(
        @Nullable InetAddress address,
        int port,
        Access access,
        Limits limits,
        Timeouts timeouts,
        Dialects dialects,
        boolean traceCalls,
        @Nullable CertificateFiles tls) {
    /** Never reached as a limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Where to listen. */
    public InetSocketAddress endpoint() {
        return new InetSocketAddress(address, port);
    }

    /**
     * Who may come in.
     *
     * @param guests whether names without an account may come online without a password
     * @param registration whether anybody may make an account
     * @param maxConnections how many connections there may be at once
     */
    public record Access(boolean guests, boolean registration, int maxConnections) {}

    /**
     * How much one peer, one network address or one account may take of the server; {@link #UNLIMITED} is no limit.
     *
     * @param connections connections at once from one address that is not this machine's
     * @param flood how fast one connection is read (PROTOCOL.md, section 9)
     * @param outboxBytes bytes that may wait for a peer that reads slowly, before it is dropped
     * @param rooms rooms that one peer may be in (PROTOCOL.md, section 7)
     * @param badObjects bad objects in a row that close a connection (PROTOCOL.md, section 3)
     * @param failedLogins logins that may fail within a minute (PROTOCOL.md, section 9)
     * @param mailbox messages that may wait for an account; 0 if none are kept (PROTOCOL.md, section 6)
     */
    public record Limits(
            int connections, Flood flood, int outboxBytes, int rooms, int badObjects, int failedLogins, int mailbox) {}

    /**
     * How fast one connection is read.
     *
     * @param rate requests a second
     * @param burst requests that may come at once before that
     */
    public record Flood(int rate, int burst) {}

    /**
     * How long the server waits for what.
     *
     * @param barePace the least time between two objects to a bare peer (PROTOCOL.md, section 1)
     * @param login how long a connection may take to come online; zero is for ever (section 8)
     * @param probeInterval the silence after which a peer is probed; zero is never (section 8)
     * @param probeTimeout the silence after a probe that ends a session (section 8)
     */
    public record Timeouts(Duration barePace, Duration login, Duration probeInterval, Duration probeTimeout) {}
}

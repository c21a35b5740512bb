package chat.jim.server;

import chat.jim.dialect.Dialects;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.config.ServerConfig;
import chat.jim.tls.CertificateFiles;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** How the servers of tests are configured: at the loopback address, and with the history on. */
final class TestConfig {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final HistoryPolicy MONTH = new HistoryPolicy(2_592_000, List.of(), true, false, Long.MAX_VALUE);

    private TestConfig() {}

    /** One for everybody, without flood control. */
    static ServerConfig usual() {
        return of(TestServer.EVERYBODY, TestServer.UNHURRIED, TestServer.USUAL, 0, null);
    }

    static ServerConfig of(
            ServerConfig.Access access,
            ServerConfig.Limits limits,
            ServerConfig.Timeouts timeouts,
            int port,
            CertificateFiles tls) {
        return new ServerConfig(
                HERE,
                port,
                access,
                limits,
                timeouts,
                TestServer.ORIGINS,
                Dialects.all(),
                false,
                tls,
                MONTH,
                RoomLimits.USUAL);
    }

    /** The usual one, but for the dialects. */
    static ServerConfig speaking(Dialects dialects) {
        return usual(TestServer.ORIGINS, dialects, null, MONTH);
    }

    /** The usual one, but for what is kept. */
    static ServerConfig keeping(HistoryPolicy policy) {
        return usual(TestServer.ORIGINS, Dialects.all(), null, policy);
    }

    /** The usual one, but with a proxy at this machine; each address has a connection a second, and three accounts an hour. */
    static ServerConfig behindProxy(CertificateFiles tls) {
        return usual(new ServerConfig.Origins(1, 3, Set.of(HERE)), Dialects.all(), tls, MONTH);
    }

    private static ServerConfig usual(
            ServerConfig.Origins origins, Dialects dialects, CertificateFiles tls, HistoryPolicy policy) {
        return new ServerConfig(
                HERE,
                0,
                TestServer.EVERYBODY,
                TestServer.UNHURRIED,
                TestServer.USUAL,
                origins,
                dialects,
                false,
                tls,
                policy,
                RoomLimits.USUAL);
    }

    static ServerConfig.Limits limits(int rate, int burst, int mailbox, long storeBytes) {
        return new ServerConfig.Limits(
                100,
                new ServerConfig.Flood(rate, burst),
                1024 * 1024,
                Long.MAX_VALUE,
                100,
                TestServer.MOST_SESSIONS,
                TestServer.MOST_CONTACTS,
                10,
                3,
                mailbox,
                storeBytes);
    }
}

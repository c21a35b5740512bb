package chat.jim.server;

import chat.jim.conformance.Conformance;
import chat.jim.server.config.ServerConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The cases of PROTOCOL.md against a server of ours, or against the one that {@code -Djim.server=HOST:PORT} names. */
class ConformanceTest {
    private static final String OTHER = System.getProperty("jim.server", "");

    private static TestServer own;
    private static Bystanders bystanders;

    @BeforeAll
    static void start() {
        if (OTHER.isEmpty()) {
            ServerConfig.Timeouts timeouts = new ServerConfig.Timeouts(
                    Duration.ofMillis(200), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
            own = TestServer.start(TestServer.EVERYBODY, timeouts);
            bystanders = new Bystanders(own);
        }
    }

    @AfterAll
    static void stop() {
        if (own != null) {
            bystanders.close();
            own.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> the_server_does_what_the_protocol_says() {
        TestServer server = own;
        return Conformance.tests(address(), server == null ? null : server::addAccount);
    }

    private static InetSocketAddress address() {
        if (own != null) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), own.port());
        }
        int colon = OTHER.lastIndexOf(':');
        return new InetSocketAddress(OTHER.substring(0, colon), Integer.parseInt(OTHER.substring(colon + 1)));
    }
}

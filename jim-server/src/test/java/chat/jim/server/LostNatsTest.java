package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.node.LeaseTimes;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.metrics.Endpoint;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Retention;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a server of a chat shows to its operator when NATS goes and comes back. */
@Timeout(120)
class LostNatsTest {
    private static final LeaseTimes SHORT =
            new LeaseTimes(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(6));

    private static final LeaseTimes LONG = new LeaseTimes(
            Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofSeconds(90), Duration.ofSeconds(95));

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(1);

    private final Logger log = (Logger) LoggerFactory.getLogger("chat.jim");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @TempDir
    private Path folder;

    private Server server;

    @BeforeEach
    void listen() {
        logged.setContext(log.getLoggerContext());
        logged.start();
        log.addAppender(logged);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        log.detachAppender(logged);
        log.setLevel(null);
        server.close();
    }

    private void start(LeaseTimes times) throws IOException {
        Engine engine = Engine.open(NATS.freshConfig());
        ThisNode node = ThisNode.join(engine, new NodeInfo("node", "test", 1, 1), null, times);
        JetStreamStore store = JetStreamStore.open(engine, node.lease()::lastId);
        store.accounts().add(Address.account("alice"), CheapHash.of("secret"));
        server = OneChat.server(engine, node, store);
        server.watchAccounts();
    }

    @Test
    void it_is_not_ready_as_soon_as_it_can_let_nobody_in() throws Exception {
        start(LONG);
        Endpoint endpoint = new Endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.monitoring()
                .showAt(
                        endpoint,
                        new Backups(
                                folder,
                                new Backups.Plan(folder, Retention.ALL, Duration.ZERO),
                                InstantSource.system()));
        HttpClient browser = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + "/readyz"))
                .build();
        assertThat(browser.send(question, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        NATS.kill9(0);
        HttpResponse<String> answer =
                await().until(() -> browser.send(question, BodyHandlers.ofString()), now -> now.statusCode() == 503);
        assertThat(answer.body()).isEqualTo("NATS does not answer: nobody can log in at this server until it does.\n");

        NATS.start(0);
        await().until(() -> browser.send(question, BodyHandlers.ofString()).statusCode() == 200);
        endpoint.close();
    }

    @Test
    void the_log_says_once_that_it_goes_and_once_that_it_is_back() throws Exception {
        start(SHORT);
        RawClient alice = RawClient.connect(server.port());
        alice.authenticate("alice", "secret").expect(200);
        RawClient bob = RawClient.online(server.port(), "bob");
        bob.msg("alice", "hi").expect(200);
        alice.expectMessage("bob", "hi");
        NATS.kill9(0);

        alice.quit();
        assertThat(bob.receiveAll()).singleElement().asString().contains("This server has lost the others");
        for (int i = 0; i < 20; i++) {
            RawClient newcomer = RawClient.connect(server.port()).presence("carol");
            assertThat(newcomer.receiveAll()).singleElement().asString().startsWith("{\"response\":503,");
        }
        NATS.start(0);
        await().until(() ->
                said(Level.INFO).stream().anyMatch(line -> line.equals("This server is in the cluster again")));

        assertThat(Set.copyOf(said(Level.WARN))) // a machine that is very busy has more doubts
                .containsExactlyInAnyOrder(
                        "NATS does not answer: without it this server sends its users away 4 seconds after its last answer",
                        "This server is cut off from the others: its users are sent away");
        assertThat(said(Level.INFO))
                .containsOnlyOnce("The connection to NATS is lost", "Connected to NATS again")
                .noneMatch(line -> line.startsWith("Dismissing 127."));
    }

    /** What was said so loud, or louder, so far. */
    private List<String> said(Level level) {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}

package chat.jim.server;

import static chat.jim.server.ResumingPeers.token;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.jim.testing.RawClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a server notes in its audit file, before the answer goes out. */
@Timeout(60)
class ServerAuditTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final TestServer server = TestServer.start().withAccount("Alice", "secret");
    private final ResumingPeers peers = new ResumingPeers(server);

    @BeforeEach
    void listen() {
        heard.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(heard);
    }

    @AfterEach
    void stop() {
        peers.close();
        server.close();
        logger.detachAppender(heard);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void who_comes_with_an_account_and_from_where() {
        peers.connect().authenticate("alice", "wrong").expect(402);
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        peers.lose(alice);
        peers.comeBack("alice", token).expect(200);
        server.online("guest").close();

        assertThat(lines())
                .containsExactly(
                        "event=login result=wrong address=127.0.0.1 account=alice",
                        "event=login result=ok address=127.0.0.1 account=Alice",
                        "event=login result=resumed address=127.0.0.1 account=Alice");
    }

    @Test
    void who_may_not_come_any_more() {
        server.block("Alice");
        peers.connect().authenticate("alice", "secret").expect(403);

        assertThat(lines()).containsExactly("event=login result=blocked address=127.0.0.1 account=Alice");
    }

    @Test
    void what_is_guessed_too_often() {
        for (int i = 0; i < 40 && lines().stream().noneMatch(line -> line.contains("throttled")); i++) {
            peers.connect().authenticate("alice", "wrong").receive();
        }

        assertThat(lines()).contains("event=login result=throttled address=127.0.0.1 account=alice");
    }

    @Test
    void an_account_that_is_made_and_a_password_that_is_changed() {
        RawClient bob = peers.connect();
        bob.register("bob", "bobs-secret").expect(201);
        bob.send("{'action':'passwd','time':1,'user':{'account_name':'bob','password':'bobs-secret'},"
                        + "'new_password':'another-one'}")
                .expect(200);

        assertThat(lines())
                .containsExactly(
                        "event=register address=127.0.0.1 account=bob",
                        "event=passwd address=127.0.0.1 account=bob by=owner");
    }

    @Test
    void what_an_operator_does_in_rooms() {
        try (RoomScene scene = new RoomScene()) {
            RoomPerson alice = scene.account("alice").join("#tea");
            scene.withAccounts("olga", "eve").setOperator("olga", true);
            RoomPerson olga = scene.login("olga");
            alice.order("ban", "#tea", "eve", "").order("unban", "#tea", "eve", "");
            olga.order("ban", "#tea", "eve", ",'seconds':60").order("unban", "#tea", "eve", "");
        }

        assertThat(lines())
                .filteredOn(line -> line.contains("ban"))
                .containsExactly(
                        "event=ban by=olga room=#tea name=eve seconds=60", "event=unban by=olga room=#tea name=eve");
    }

    private List<String> lines() {
        return List.copyOf(heard.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}

package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.codec.JsonLine;
import chat.jim.server.admin.AdminRequests;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.Subscription;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.control.Sentence;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operator at one of several servers deals with the people at all of them. */
@Timeout(120)
class ChatOperatorTest {
    private static final int SERVERS = 3;
    private static final String UP =
            "{\"state\":\"up\",\"v\":[1,1],\"version\":\"test\",\"address\":\"nowhere\",\"no\":1}";

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    private final List<AdminRequests> operators = new ArrayList<>();
    private OneChat chat;
    private RawClient alice;
    private RawClient bob;
    private RawClient carol;

    @BeforeEach
    void start() throws IOException {
        chat = OneChat.sharing(NATS, SERVERS, folder);
        for (int i = 0; i < SERVERS; i++) {
            operators.add(Administration.requests(chat.server(i), null, null, null));
        }
        alice = chat.online(0, "alice").join("#tea");
        bob = chat.online(1, "bob");
        carol = chat.online(2, "carol");
        await().until(() -> asked(0, "who", "{}").list().size() == SERVERS);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        carol.close();
        chat.close();
    }

    @Test
    void who_and_rooms_are_those_of_all_servers_and_say_where() {
        Reply who = asked(1, "who", "{}");

        assertThat(who.list())
                .extracting(entry -> entry.text("name") + " " + entry.text("server"))
                .containsExactly("alice node0", "bob node1", "carol node2");
        assertThat(who.list().get(0).texts("rooms")).containsExactly("#tea");
        assertThat(notes(who)).containsExactly("This is about the servers at these addresses: node0, node1, node2.");
        assertThat(asked(2, "rooms", "{}").list())
                .singleElement()
                .asString()
                .contains("\"name\":\"#tea\",\"here\":1", "\"server\":\"node0\"");
    }

    @Test
    void somebody_is_kicked_at_whichever_server_it_is() {
        assertThat(asked(0, "kick", "{'name':'Bob','reason':'bye'}").sentence()).hasToString("Bob is disconnected.");

        bob.expect(403, "The server's operator has disconnected you: bye.").expectEnd();
        alice.fence("alice");
        assertThatThrownBy(() -> asked(2, "kick", "{'name':'nobody'}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Nobody called nobody is online");
    }

    @Test
    void who_is_muted_is_so_at_all_servers_and_also_when_he_comes_back_at_another() {
        assertThat(asked(0, "mute", "{'name':'bob','seconds':600}").sentence())
                .hasToString("bob cannot write for 10m.");

        bob.expect(100, "The server's operator has muted you for 10m.");
        bob.msg("alice", "x").expect(403, "You are muted on this server for");
        bob.quit();
        bob = chat.online(2, "bob");
        bob.msg("alice", "x").expect(403, "You are muted on this server for");
        Reply mutes = asked(1, "mutes", "{}");
        assertThat(mutes.list()).extracting(entry -> entry.text("name")).containsExactly("bob");
        assertThat(notes(mutes)).containsExactly("This holds at all servers of the chat.");

        asked(1, "mute", "{'name':'bob','seconds':0}");
        bob.expect(100, "lets you write again.");
        bob.msg("alice", "y").expect(200);
        alice.expectMessage("bob", "y");
        assertThat(asked(0, "mutes", "{}").list()).isEmpty();
    }

    @Test
    void a_notice_reaches_the_people_of_all_servers_once() {
        assertThat(asked(2, "notice", "{'text':'Tea is ready.'}").sentence())
                .hasToString("Sessions that were told: 3.");

        for (RawClient one : List.of(alice, bob, carol)) {
            one.expect(101, "Tea is ready.");
        }
        alice.fence("alice");
        bob.fence("bob");
        carol.fence("carol");
    }

    @Test
    void a_ban_holds_at_all_servers_at_once() {
        asked(0, "ban", "{'network':'203.0.113.0/24','reason':'spam'}");

        assertThat(chat.server(2).bans().all()).extracting(ban -> ban.network()).containsExactly("203.0.113.0/24");
    }

    @Test
    void a_server_that_says_nothing_is_named() throws IOException {
        try (Engine engine = Engine.open(chat.config)) {
            String silent = "s".repeat(10);
            engine.plainBucket("NODES").put(silent, UP, 0);
            await().until(() -> asked(0, "who", "{}").notes().size() == 2);

            assertThat(notes(asked(0, "rooms", "{}"))).contains("Without those that do not answer: nowhere.");
            assertThatThrownBy(() -> asked(0, "notice", "{'text':'x'}"))
                    .hasMessage("Sessions that were told: 3."
                            + " Servers that do not answer, where nobody may have been told: nowhere.");
            engine.bucket("NAMES").put("dave", "{\"n\":\"" + silent + "\",\"as\":\"dave\"}", 0);
            assertThatThrownBy(() -> asked(0, "kick", "{'name':'dave'}"))
                    .hasMessage("dave is at the server at nowhere, which does not answer: try again in a moment.");
        }
    }

    @Test
    void what_a_server_lists_with_control_characters_is_not_shown() throws IOException {
        try (Engine engine = Engine.open(chat.config)) {
            String liar = "t".repeat(10);
            String list = "{\"response\":202,\"list\":[{\"name\":\"#t\u009b2J\",\"topic\":\"\",\"here\":1}]}\n";
            Subscription answers = engine.subscribe(
                    engine.cluster() + ".n." + liar,
                    (data, reply) -> reply.accept((list + "{\"response\":200}\n").getBytes(UTF_8)));
            engine.plainBucket("NODES").put(liar, UP, 0);

            await().until(() -> notes(asked(0, "rooms", "{}")).contains("Without those that do not answer: nowhere."));
            assertThat(asked(0, "rooms", "{}").list())
                    .extracting(entry -> entry.text("name"))
                    .noneMatch(name -> name.contains("#t\u009b"));
            answers.close();
        }
    }

    @Test
    void another_server_may_ask_for_nothing_that_is_about_this_one_alone() throws IOException {
        try (Engine engine = Engine.open(chat.config)) {
            for (String action : List.of("drain", "reload", "log-level", "backup", "ban", "stats")) {
                String question = "admin " + chat.node(1) + " {\"action\":\"" + action + "\"}";
                byte[] answer =
                        Engine.await(engine.request(chat.subject(0), question.getBytes(UTF_8), Duration.ofSeconds(20)));
                assertThat(new String(answer, UTF_8)).contains("\"response\":400", "There is no request");
            }
        }
    }

    private Reply asked(int server, String action, String fields) {
        JsonLine request = JsonLine.of(fields.replace('\'', '"')).with("action", action);
        return operators.get(server).answer(request, "root");
    }

    private static List<String> notes(Reply reply) {
        return reply.notes().stream().map(Sentence::toString).toList();
    }
}

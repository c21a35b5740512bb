package chat.jim.client.old;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client says to servers of other kinds, and hears from them. */
@Timeout(120)
class OldServerTest {
    /** For a server that answers messages, which it has to do within a pace. */
    private static final Duration UNHURRIED = Duration.ofMillis(1500);

    private final List<Closing> open = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private volatile List<String> shown = List.of();
    private OldServer server;

    /** Still lets a played server read one object at once. */
    private Duration pace = Duration.ofMillis(250);

    private interface Closing {
        void close() throws IOException;
    }

    @AfterEach
    void close() throws IOException {
        for (Closing each : open) {
            each.close();
        }
    }

    private static List<Named<OldServer.Kind>> kinds() {
        return List.of(
                Named.of("course", OldServer.COURSE),
                Named.of("message_text", OldServer.course("action", "from", "to", "message_text")),
                Named.of("destination", OldServer.course("action", "sender", "destination", "message_text")),
                Named.of("event", OldServer.course("event", "from", "to", "message_text")),
                Named.of("answering", OldServer.ANSWERING),
                Named.of("hanita", OldServer.HANITA),
                Named.of("talkative", OldServer.TALKATIVE),
                Named.of("touchy", OldServer.TOUCHY),
                Named.of("strict", OldServer.STRICT));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void two_clients_chat_over_it_and_leave(OldServer.Kind kind) throws Exception {
        start(kind);
        JimClient alice = online("alice");
        JimClient bob = online("bob");

        say(alice, "bob", "one");
        say(alice, "bob", "два");
        say(bob, "alice", "three");

        await().untilAsserted(() ->
                assertThat(heard).as("%s %s", server.received(), answers).hasSize(3));
        assertThat(heard).contains("bob < alice: one", "bob < alice: два", "alice < bob: three");
        await().until(() -> answers.size() == 3);
        assertThat(answers).allMatch(answer -> answer.startsWith("20"));
        assertThat(alice.quit()).isTrue();
        await().until(() -> !server.hasPeer("alice"));
        assertThat(server.received()).noneMatch(object -> object.contains("\"who\""));
    }

    @Test
    void a_message_that_was_refused_for_its_action_is_said_again_once() throws Exception {
        pace = UNHURRIED;
        start(OldServer.TALKATIVE);
        JimClient alice = online("alice");
        online("bob");

        say(alice, "bob", "one");

        await().until(() -> answers.size() == 1 && !heard.isEmpty());
        assertThat(server.received().stream().filter(object -> object.contains("one")))
                .hasSize(2);
        assertThat(heard).containsExactly("bob < alice: one");
    }

    @Test
    void silence_is_no_delivery() throws Exception {
        start(OldServer.COURSE);
        say(online("alice"), "nobody", "hello?");

        await().until(() -> answers.size() == 1);
        assertThat(answers).containsExactly("202 null");
    }

    @Test
    void what_is_told_of_silence_is_shown_though_nothing_is_received() throws Exception {
        start(OldServer.COURSE);
        say(online("alice"), "nobody", "hello?");

        await().until(() -> shown.contains("202 null"));
    }

    @Test
    void a_refusal_is_told() throws Exception {
        pace = UNHURRIED;
        start(OldServer.ANSWERING);
        say(online("alice"), "nobody", "hello?");

        await().until(() -> answers.size() == 1);
        assertThat(answers).containsExactly("400 Нет такого пользователя");
    }

    @Test
    void where_no_message_is_taken_that_is_said_once() throws Exception {
        pace = UNHURRIED;
        start(OldServer.DEAF);
        JimClient alice = online("alice");
        say(alice, "bob", "one");
        say(alice, "bob", "two");

        await().until(() -> answers.size() == 2);
        assertThat(answers)
                .containsExactly(
                        "400 This server speaks another kind of JIM: you can read here, not write.", "400 Bad Request");
        server.send("alice", "{\"action\": \"message\", \"from\": \"bob\", \"to\": \"alice\", \"mess_text\": \"hi\"}");
        await().until(() -> heard.contains("alice < bob: hi"));
    }

    @Test
    void what_comes_back_to_its_sender_says_that_it_was_taken_and_is_not_heard() throws Exception {
        pace = UNHURRIED;
        start(OldServer.BROADCAST);
        JimClient alice = online("alice");
        online("bob");

        say(alice, "#all", "hello");
        await().until(() -> answers.contains("200 null"));
        await().until(() -> heard.contains("bob < alice: hello"));
        server.send("alice", "{\"action\": \"message\", \"sender\": \"alice\", \"mess_text\": \"another\"}");

        await().until(() -> heard.contains("alice < alice: another"));
        assertThat(heard).doesNotContain("alice < alice: hello");
    }

    @Test
    void a_request_that_is_never_answered_holds_up_no_other() throws Exception {
        start((peer, object, raw) -> {
            if (object.path("action").asString("").equals("presence")) {
                peer.comeOnline("alice", "{\"response\": 200}");
            }
        });
        JimClient alice = online("alice");
        alice.rooms(answer -> answers.add(answer.code() + ""));
        say(alice, "bob", "hello");

        await().until(() -> answers.size() == 2);
        assertThat(answers).containsExactly("504", "202 null");
    }

    @Test
    void nothing_is_asked_that_nobody_wants_to_know() throws Exception {
        start(OldServer.COURSE);
        JimClient alice = online("alice");
        alice.listIfFree(false, answer -> {});
        say(alice, "bob", "hello");

        await().until(() -> answers.size() == 1);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void who_is_not_let_in_by_any_form_is_told_so() throws Exception {
        start(OldServer.CLOSED);
        JimClient alice = client("alice");

        Response answer = alice.login(Address.account("alice"), null);

        assertThat(answer.code()).isEqualTo(Code.BAD_REQUEST);
        assertThat(answer.text()).startsWith("This server speaks another kind of JIM");
        assertThat(alice.isLockedOut()).isTrue();
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void an_account_that_nobody_can_have_there_is_no_matter_of_the_form() throws Exception {
        start(OldServer.course("event", "from", "to", "message_text"));
        JimClient alice = client("alice");

        Response answer = alice.account().ask(Address.account("alice"));

        assertThat(answer.text()).isEqualTo("Bad Request");
        assertThat(alice.isLockedOut()).isFalse();
        assertThat(alice.login(Address.account("alice"), null).code()).isEqualTo(Code.OK);
    }

    @Test
    void a_name_that_is_taken_is_no_matter_of_the_form() throws Exception {
        start(OldServer.COURSE);
        online("alice");
        JimClient second = client("alice");

        Response answer = second.login(Address.account("alice"), null);

        assertThat(answer.text()).isEqualTo("Имя пользователя уже занято.");
        assertThat(second.isLockedOut()).isFalse();
        assertThat(second.login(Address.account("bob"), null).code()).isEqualTo(Code.OK);
    }

    @Test
    void a_server_that_hangs_up_on_action_is_asked_with_event() throws Exception {
        start(OldServer.TOUCHY_EVENT);
        online("alice");

        assertThat(server.hasPeer("alice")).isTrue();
    }

    @Test
    void a_long_text_arrives_whole_in_pieces_that_one_read_takes() throws Exception {
        start(OldServer.COURSE);
        JimClient alice = online("alice");
        online("bob");
        String text = "слово ".repeat(83).strip();

        say(alice, "bob", text);

        await().until(() -> heard.stream()
                        .map(line -> line.replace("bob < alice: ", ""))
                        .mapToInt(String::length)
                        .sum()
                >= text.length());
        assertThat(String.join(" ", heard).replace(" \u2026", "").replace("bob < alice: ", ""))
                .isEqualTo(text);
    }

    private void start(OldServer.Kind kind) {
        server = new OldServer(kind);
        open.add(server::close);
    }

    private void say(JimClient client, String to, String text) {
        client.message(Address.of(to), text, answer -> answers.add(answer.code() + " " + answer.text()));
    }

    private JimClient online(String name) throws IOException {
        JimClient client = client(name);
        assertThat(client.login(Address.account(name), null).code().isError()).isFalse();
        return client;
    }

    private JimClient client(String name) throws IOException {
        Patience patience = new Patience(Patience.USUAL.silence(), Patience.USUAL.answer(), pace);
        JimClient client =
                new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system(), patience);
        client.connect(new ClientListener() {
            @Override
            public void onMessage(Action.Msg msg) {
                heard.add(name + " < " + msg.from() + ": " + msg.message());
            }

            @Override
            public void onNotice(Response notice) {
                heard.add(name + " < " + notice);
            }

            @Override
            public void onGarbage(String reason) {
                heard.add(name + " < garbage " + reason);
            }

            @Override
            public void onPause() {
                shown = List.copyOf(answers);
            }

            @Override
            public void onLost(String reason) {
                heard.add(name + " < lost " + reason);
            }
        });
        open.add(0, client::hangUp);
        return client;
    }
}

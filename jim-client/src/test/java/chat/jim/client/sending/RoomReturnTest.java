package chat.jim.client.sending;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.recall.RecallWishes;
import chat.jim.client.recall.RoomHistory;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server was restarted, and a client is the first that returns to its rooms. */
@Timeout(120)
class RoomReturnTest {
    private static final Address TEA = Address.of("#tea");
    private static final Address BOB = Address.of("bob");
    private static final Duration LONG = Duration.ofHours(1);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Screen screen = new Screen(
            PlainTerminal.ofPipe(new BufferedReader(new StringReader("")), new LineWriter(printed)),
            new Palette(false),
            InstantSource.system());
    private TestServer server = TestServer.start();
    private final JimClient client =
            new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system());
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final RoomHistory history = new RoomHistory(
            client,
            screen,
            IgnoreList.ofSession(),
            RecallWishes.usual(),
            InstantSource.system(),
            screen::showMessage,
            msg -> screen.showKept(msg, false));
    private OutgoingMessages outgoing;
    private RoomReturn rooms;

    @BeforeEach
    void comeOnline() throws IOException {
        client.connect(new ClientListener() {
            @Override
            public void onMessage(Action.Msg msg) {}

            @Override
            public void onNotice(Response notice) {
                rooms.onNotice(notice);
            }

            @Override
            public void onGarbage(String reason) {}

            @Override
            public void onLost(String reason) {
                outgoing.onLost(room -> false);
                lost.complete(reason);
            }
        });
        client.login(Address.of("alice"), null);
        CompletableFuture<Response> joined = new CompletableFuture<>();
        client.join(TEA, joined::complete);
        joined.join();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void what_was_written_to_a_room_waits_for_the_first_who_joins_it() throws Exception {
        holdFor(LONG);
        restart();
        outgoing.send(TEA, "one");
        outgoing.send(BOB, "to you");
        try (RawClient bob = server.online("bob")) {
            comeBack();
            bob.expectMessage("alice", "to you");
            outgoing.send(TEA, "two");
            awaitPrinted("Not sent yet: -> #tea: two");
            bob.join("#tea");

            bob.expectMessage("alice", "one");
            bob.expectMessage("alice", "two");
            awaitPrinted(" -> #tea: two");
            outgoing.send(TEA, "three");
            bob.expectMessage("alice", "three");
        }
    }

    @Test
    void where_somebody_is_already_nothing_waits() throws Exception {
        holdFor(LONG);
        restart();
        outgoing.send(TEA, "one");
        try (RawClient bob = server.online("bob").join("#tea")) {
            comeBack();

            assertThat(bob.receive()).contains("alice joined #tea");
            bob.expectMessage("alice", "one");
        }
    }

    @Test
    void after_a_while_it_is_sent_and_said_to_have_reached_nobody() throws Exception {
        holdFor(Duration.ofMillis(1));
        restart();
        outgoing.send(TEA, "hello?");
        comeBack();

        awaitPrinted("Sent to nobody: you are alone in #tea. -> #tea: hello?");
    }

    @Test
    void if_the_server_is_lost_again_it_is_kept_in_its_order() throws Exception {
        holdFor(LONG);
        restart();
        outgoing.send(TEA, "one");
        comeBack();
        outgoing.send(TEA, "two");
        outgoing.onLost(room -> false);
        outgoing.send(TEA, "three");
        try (RawClient bob = server.online("bob").join("#tea")) {
            outgoing.onOnline();

            bob.expectMessage("alice", "one");
            bob.expectMessage("alice", "two");
            bob.expectMessage("alice", "three");
        }
    }

    @Test
    void whoever_leaves_sends_it_before() throws Exception {
        holdFor(LONG);
        restart();
        outgoing.send(TEA, "bye");
        comeBack();
        outgoing.releaseAll();

        awaitPrinted("-> #tea: bye");
        client.awaitAnswers();
        assertThat(outgoing.giveUp()).isTrue();
    }

    private void holdFor(Duration longest) {
        outgoing = new OutgoingMessages(client, screen, (to, refusal) -> refusal, (taken, answer) -> {}, longest);
        rooms = new RoomReturn(client, screen, outgoing, history);
    }

    private void restart() {
        server.close();
        server = TestServer.startAt(server.port());
        lost.join();
    }

    private void comeBack() throws IOException {
        assertThat(client.comeBack().code().isError()).isFalse();
        rooms.enterAll();
        outgoing.onOnline();
    }

    private void awaitPrinted(String words) {
        await().until(() -> printed.toString(UTF_8).contains(words));
    }
}

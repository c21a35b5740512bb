package chat.jim.client;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against a server of which every byte is told by the test. */
@Timeout(60)
class JimClientTest {
    private static final Address ALICE = Address.account("alice");

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ClientListener listener = new ClientListener() {
        @Override
        public void onMessage(Action.Msg msg) {
            heard.add(msg.from() + ": " + msg.message());
        }

        @Override
        public void onNotice(Response notice) {
            heard.add(notice.code() + " " + notice.text());
        }

        @Override
        public void onGarbage(String reason) {
            heard.add("garbage");
        }

        @Override
        public void onLost(String reason) {
            heard.add("lost: " + reason);
        }
    };

    private ServerSocket listening;
    private JimClient client;
    private Socket server;
    private BufferedReader requests;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new JimClient(
                new ServerAddress("127.0.0.1", listening.getLocalPort(), null),
                InstantSource.fixed(Instant.ofEpochSecond(7)));
        client.connect(listener);
        server = listening.accept();
        requests = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        client.close();
        listening.close();
    }

    @Test
    void it_logs_in_with_presence() throws Exception {
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::logIn);

        assertThat(requests.readLine())
                .isEqualTo("{\"action\":\"presence\",\"time\":7,\"type\":\"status\","
                        + "\"user\":{\"account_name\":\"alice\",\"status\":\"\"},\"resume\":true,\"ids\":true}");
        say("{'response':200,'time':1}");
        assertThat(answer.join().code().number()).isEqualTo(200);
    }

    @Test
    void answers_belong_to_requests_in_their_order_whatever_comes_between() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        client.rooms(answer -> answers.add("rooms " + answer.code() + " " + answer.names()));
        client.who(null, false, answer -> answers.add("who " + answer.code() + " " + answer.names()));
        say(
                "{'response':100,'time':1,'alert':'bob joined #tea'}{'response':404,'time':1}"
                        + "{'action':'msg','time':1,'to':'alice','from':'bob','message':'hi'}"
                        + "{'response':202,'time':1,'list':['a','b']}{'response':202,'time':1,'list':['c']}{'response':200,'time':1}");

        assertThat(next(answers)).isEqualTo("rooms 404 []");
        assertThat(next(answers)).isEqualTo("who 200 [a, b, c]");
        assertThat(next(heard)).isEqualTo("100 bob joined #tea");
        assertThat(next(heard)).isEqualTo("bob: hi");
    }

    @Test
    void a_room_that_cannot_be_entered_again_for_now_is_tried_again() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        client.join(Address.of("#tea"), answer -> answers.add("first " + answer.code()));
        say("{'response':200,'time':1}");
        assertThat(next(answers)).isEqualTo("first 200");
        client.join(Address.of("#tea"), answer -> answers.add("return " + answer.code()));
        say("{'response':503,'time':1,'error':'The server that has #tea cannot be reached.'}");

        for (int i = 0; i < 3; i++) {
            assertThat(requests.readLine()).contains("\"join\"", "#tea");
        }
        say("{'response':200,'time':1}");
        assertThat(next(answers)).isEqualTo("return 200");
    }

    @Test
    void a_probe_is_answered_with_presence_and_its_answer_is_nobodys() throws Exception {
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::logIn);
        requests.readLine();
        say("{'response':200,'time':1}");
        answer.join();

        say("{'action':'probe','time':1}");

        assertThat(requests.readLine()).contains("presence", "alice");
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        client.rooms(rooms -> answers.add(rooms.text()));
        say("{'response':200,'time':1,'alert':'to the presence'}{'response':200,'time':1,'alert':'to rooms'}");
        assertThat(next(answers)).isEqualTo("to rooms");
    }

    @Test
    void what_a_broken_server_sends_is_reported_as_such_and_passed_over() throws Exception {
        say("garbage\n[1]\n{'x':1}{'action':'dance','time':1}{'response':200,'time':1}{'response':7}"
                + "{'action':'msg','time':1,'to':'alice','from':'bob','message':'hi'}");

        String told = next(heard);
        assertThat(told).isEqualTo("garbage");
        while (told.equals("garbage")) {
            told = next(heard);
        }
        assertThat(told).isEqualTo("bob: hi");
    }

    @Test
    void what_somebody_said_is_heard_whole_though_it_is_too_long_for_a_message() throws Exception {
        say("{'action':'msg','time':1,'to':'alice','from':'bob','message':'" + "x".repeat(500) + "end'}");

        assertThat(next(heard)).isEqualTo("bob: " + "x".repeat(500));
        assertThat(next(heard)).isEqualTo("bob: end");
    }

    @Test
    void a_lost_server_is_reported_once() throws Exception {
        listening.close();
        server.close();

        assertThat(next(heard)).isEqualTo("lost: it has hung up.");
        assertThatThrownBy(() -> client.login(ALICE, null)).isInstanceOf(IOException.class);
        client.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void logging_in_after_a_loss_connects_anew() throws Exception {
        server.close();
        assertThat(next(heard)).startsWith("lost");
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::logIn);

        server = listening.accept();
        requests = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        assertThat(requests.readLine()).contains("presence");
        say("{'response':200,'time':1}");

        assertThat(answer.join().code().number()).isEqualTo(200);
        assertThat(client.hasEnded()).isFalse();
    }

    @Test
    void requests_after_the_loss_do_nothing() throws Exception {
        server.close();
        assertThat(next(heard)).startsWith("lost");

        for (int i = 0; i < 500; i++) {
            client.rooms(answer -> heard.add("answered"));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void a_listener_that_fails_does_not_end_the_receiving() throws Exception {
        client.rooms(answer -> {
            throw new IllegalStateException("a bug in the program around");
        });
        say("{'response':200,'time':1}{'response':100,'time':1,'alert':'still here'}");

        assertThat(next(heard)).isEqualTo("100 still here");
    }

    @Test
    void quitting_tells_whether_all_was_answered() throws Exception {
        client.rooms(answer -> {});
        server.close();

        assertThat(client.quit()).isFalse();
    }

    @Test
    void a_server_that_does_not_answer_the_quit_has_answered_all_the_same() throws Exception {
        CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(client::quit);
        requests.readLine();
        server.close();

        assertThat(answered.join()).isTrue();
    }

    @Test
    void closing_says_quit_and_is_not_reported_as_a_loss() throws Exception {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(client::close);

        assertThat(requests.readLine()).isEqualTo("{\"action\":\"quit\",\"time\":7}");
        server.close();

        closing.join();
        assertThat(heard).isEmpty();
    }

    @Test
    void text_that_is_not_ascii_says_its_encoding() throws Exception {
        client.message(Address.of("bob"), "hi", answer -> {});
        client.message(Address.of("bob"), "\u0444", answer -> {});

        assertThat(requests.readLine()).doesNotContain("encoding");
        assertThat(requests.readLine()).contains("\"encoding\":\"utf-8\"");
    }

    @Test
    void a_message_waits_until_an_unknown_server_has_answered_what_was_asked_before() throws Exception {
        Duration forEver = Duration.ofHours(1);
        try (ServerSocket place = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                JimClient patient = new JimClient(
                        new ServerAddress("127.0.0.1", place.getLocalPort(), null),
                        InstantSource.system(),
                        new Patience(forEver, forEver, forEver))) {
            patient.connect(listener);
            try (RawClient unknown = RawClient.accept(place)) {
                patient.join(Address.of("#tea"), answer -> {});
                Thread saying = new Thread(() -> patient.message(Address.of("bob"), "hi", answer -> {}));
                saying.start();

                await().until(() -> saying.getState() == Thread.State.TIMED_WAITING);
                assertThat(unknown.receive()).contains("join");
                unknown.send("{'response':200,'time':1}");
                assertThat(unknown.receive()).contains("hi");
            }
        }
    }

    private Response logIn() {
        try {
            return client.login(ALICE, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void say(String singleQuoted) throws IOException {
        server.getOutputStream().write(singleQuoted.replace('\'', '"').getBytes(UTF_8));
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        String next = queue.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("something within the deadline").isNotNull();
        return next;
    }
}

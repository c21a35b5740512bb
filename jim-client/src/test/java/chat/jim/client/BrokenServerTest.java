package chat.jim.client;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.link.ServerAddress;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client hears what is good between whatever a broken server sends, or is told that the server is lost. */
@Timeout(60)
class BrokenServerTest {
    private static final int MANY = 10_000_000;
    private static final String HELLO = "{'action':'msg','time':1,'to':'alice','from':'bob','message':'hello'}";

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ClientListener listener = new ClientListener() {
        @Override
        public void onMessage(Action.Msg msg) {
            heard.add(msg.message());
        }

        @Override
        public void onNotice(Response notice) {
            heard.add("notice");
        }

        @Override
        public void onGarbage(String reason) {
            heard.add("garbage");
        }

        @Override
        public void onLost(String reason) {
            heard.add("lost");
        }
    };

    private ServerSocket listening;
    private JimClient client;
    private RawClient server;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new JimClient(new ServerAddress("127.0.0.1", listening.getLocalPort(), null), InstantSource.system());
        client.connect(listener);
        server = RawClient.accept(listening);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        client.close();
        listening.close();
    }

    @Test
    void a_line_of_ten_megabytes_is_passed_over() {
        server.send("x".repeat(MANY)).send(HELLO);

        awaitHeard("garbage", "hello");
    }

    @Test
    void an_object_without_end_is_the_end() {
        server.sendBytes(RawClient.json("{'action':'" + "x".repeat(9000)).getBytes(StandardCharsets.US_ASCII));

        awaitHeard("garbage", "lost");
    }

    @Test
    void an_end_in_the_middle_of_an_object_is_a_loss() {
        server.sendBytes("{\"action\":\"msg\",".getBytes(StandardCharsets.US_ASCII))
                .close();

        awaitHeard("lost");
    }

    @Test
    void answers_to_requests_that_were_never_made_are_nobodys() {
        server.send("{'response':200,'time':1}")
                .send("{'response':404,'time':1}")
                .send(HELLO);
        await().until(() -> heard.contains("hello"));

        client.rooms(answer -> heard.add("rooms " + answer.code()));
        server.receive();
        server.send("{'response':409,'time':1}");

        await().until(() -> heard.contains("rooms 409"));
    }

    @Test
    void a_refusal_that_comes_before_the_request_is_its_answer() throws Exception {
        server.send("{'response':503,'time':1,'error':'The server is full.'}");
        await().until(() -> heard.contains("notice"));
        Thread closing = new Thread(() -> {
            server.receive();
            server.close();
        });
        closing.start();

        assertThat(client.login(Address.account("alice"), null).code()).isEqualTo(Code.UNAVAILABLE);
        closing.join();
    }

    @Test
    void an_answer_of_an_unknown_code_is_an_answer() {
        client.rooms(answer -> heard.add("rooms " + answer.code()));
        server.receive();
        server.send("{'response':999,'time':1,'error':'nobody knows'}");

        awaitHeard("rooms 999");
    }

    private void awaitHeard(String... all) {
        await().untilAsserted(() -> assertThat(heard).containsExactly(all));
    }
}

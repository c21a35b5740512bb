package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is reset, at whatever moment, leaves nothing behind: its name is free, and its rooms are left. */
@Timeout(60)
class ResetTest {
    private static final ConditionFactory SOON = await().pollInterval(Duration.ofMillis(2));
    private static final int BYSTANDERS = 2;
    private static final int TIMES = 20;

    private final TestServer server = TestServer.start();
    private final Bystanders bystanders = new Bystanders(server);

    @AfterEach
    void stop() {
        SOON.until(() -> server.connections() == BYSTANDERS);
        bystanders.close();
        server.close();
    }

    @Test
    void in_the_middle_of_an_object() {
        String request = json("{'action':'msg','time':1,'to':'bob','message':'\u0444'}");
        byte[] bytes = request.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            RawClient bob = server.online("bob" + i);
            bob.sendBytes(Arrays.copyOf(bytes, i)).reset();
        }
        for (int i = 0; i < bytes.length; i++) {
            awaitFree("bob" + i);
        }
    }

    @Test
    void before_and_while_coming_online() {
        for (int i = 0; i < TIMES; i++) {
            server.connect().reset();
            server.connect().presence("bob").reset();
        }
        awaitFree("bob");
    }

    @Test
    void while_its_password_is_hashed() {
        RawClient owner = server.connect().register("alice", "secret-1");
        owner.expect(201);
        owner.quit();
        server.connect().authenticate("alice", "secret-1").reset();
        server.connect().register("carol", "secret-1").reset();
        SOON.until(() -> server.connections() == BYSTANDERS);

        try (RawClient alice = server.connect()) {
            alice.authenticate("alice", "secret-1").expect(200);
        }
    }

    @Test
    void in_the_middle_of_its_answers() {
        for (int i = 0; i < TIMES; i++) {
            RawClient bob = server.online("bob" + i).join("#tea" + i);
            bob.sendBytes(json("{'action':'who','time':1}").repeat(200).getBytes(UTF_8));
            bob.receive();
            bob.reset();
        }
        for (int i = 0; i < TIMES; i++) {
            awaitFree("bob" + i);
        }
    }

    @Test
    void while_its_room_is_written_to() {
        RawClient sender = server.online("sender").join("#tea");
        RawClient reader = server.online("reader").join("#tea");
        List<RawClient> members = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            members.add(server.online("member" + i).join("#tea"));
        }

        for (int i = 0; i < TIMES; i++) {
            sender.msg("#tea", "before " + i).msg("#tea", "and after " + i);
            members.get(i).reset();
            assertThat(next(reader, "\"msg\"")).contains("before " + i);
            assertThat(next(reader, "\"msg\"")).contains("and after " + i);
            next(sender, "\"response\":200");
            next(sender, "\"response\":200");
        }

        SOON.until(() -> server.connections() == BYSTANDERS + 2);
        sender.send("{'action':'who','time':1,'room':'#tea'}");
        assertThat(next(sender, "\"list\"")).contains(json("['reader','sender']"));
        sender.close();
        reader.close();
    }

    @Test
    void while_it_quits() {
        for (int i = 0; i < TIMES; i++) {
            server.online("bob" + i).send("{'action':'quit'}").reset();
            awaitFree("bob" + i);
        }
    }

    /** The next line that contains these words: notices of who came and went may come before it. */
    private static String next(RawClient peer, String words) {
        String line = peer.receive();
        while (!line.contains(words)) {
            assertThat(line).startsWith("{\"response\":100,");
            line = peer.receive();
        }
        return line;
    }

    private void awaitFree(String name) {
        SOON.until(() -> {
            try (RawClient next = server.connect()) {
                return next.presence(name).receive().startsWith("{\"response\":200,");
            }
        });
    }
}

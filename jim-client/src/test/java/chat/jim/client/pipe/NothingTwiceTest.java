package chat.jim.client.pipe;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import chat.jim.testing.Relay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader whose link breaks at any moment prints each message of its room once, while several write there. */
@Timeout(300)
class NothingTwiceTest {
    private static final int WRITERS = 3;
    private static final int ROUNDS = 4;
    private static final int MOST_IN_ROUND = 250;

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @AutoClose
    private final TestServer server = TestServer.start().withAccount("alice", "secret-secret");

    @AutoClose
    private final Relay relay = new Relay(server.port());

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void each_message_comes_once_however_often_the_link_breaks() throws IOException {
        RawClient maker = server.connect().authenticate("alice", "secret-secret");
        maker.expect(200);
        maker.join("#ops");
        start();
        maker.expect(100, "reader joined #ops");
        List<String> said = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<List<String>>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "writer-" + round + "-" + i;
                int count = random.nextInt(MOST_IN_ROUND);
                writers.add(CompletableFuture.supplyAsync(() -> write(name, count)));
            }
            if (random.nextInt(4) > 0) {
                int before = random.nextInt(MOST_IN_ROUND);
                await().until(() -> lines().size() >= Math.min(before, said.size()));
                relay.breakAll();
            }
            writers.forEach(writer -> said.addAll(writer.join()));
            await().until(() -> count(errors, "Trying to come back") == count(errors, "Connected again"));
        }
        said.addAll(write("last", 1));

        await().alias("-Djim.seed=" + seed).until(() -> lines().size() >= said.size());
        assertThat(lines())
                .as("-Djim.seed=%d %s", seed, errors)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(said);
        maker.close();
    }

    private void start() throws IOException {
        JimClient client = new JimClient(new ServerAddress("127.0.0.1", relay.port(), null), InstantSource.system());
        Pipe pipe = new Pipe(
                client,
                Address.room("#ops"),
                null,
                new LineWriter(printed),
                new PrintStream(errors, true, UTF_8),
                new Pipe.Manner(false, true, LongLines.REFUSE, 1L),
                InstantSource.system());
        client.connect(pipe);
        Thread reading = new Thread(() -> pipe.run(Address.account("reader"), null));
        reading.setDaemon(true);
        reading.start();
    }

    /** Comes, writes so many messages at once, and leaves; returns them as they are to be printed. */
    private List<String> write(String name, int count) {
        List<String> said = new ArrayList<>();
        try (RawClient writer = server.online(name)) {
            writer.send("{'action':'join','time':1,'room':'#ops'}");
            awaitAnswer(writer, "in #ops");
            for (int i = 0; i < count; i++) {
                writer.msg("#ops", Integer.toString(i));
                said.add(name + ": " + i);
            }
            for (int i = 0; i < count; i++) {
                awaitAnswer(writer, "Sent.");
            }
        }
        return said;
    }

    /** What others write may come before it. */
    private static void awaitAnswer(RawClient writer, String words) {
        String line = writer.receive();
        while (!line.contains("\"response\":200") || !line.contains(words)) {
            line = writer.receive();
        }
    }

    private List<String> lines() {
        return printed.toString(UTF_8).lines().toList();
    }

    private static long count(ByteArrayOutputStream out, String words) {
        return out.toString(UTF_8).lines().filter(line -> line.contains(words)).count();
    }
}

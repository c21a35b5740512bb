package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built {@code jim-server.jar}, told to end while many are talking. */
@Timeout(120)
class ShutdownIT {
    private static final int PAIRS = 4;
    private static final int BEFORE = 200;
    private static final int NEWCOMERS = 20;
    private static final Duration PROMISED = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch underLoad = new CountDownLatch(PAIRS);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void under_load_all_are_told_and_nothing_that_was_answered_is_lost_even_if_the_signal_comes_twice()
            throws Exception {
        try (Program server = Program.startServer(folder)) {
            int port = server.port();
            RawClient.connect(port).register("first", "secret-1").expect(201);
            List<Future<List<String>>> answers = new ArrayList<>();
            List<Future<List<String>>> messages = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                String name = "receiver" + i;
                RawClient receiver = RawClient.online(port, name);
                RawClient sender = RawClient.online(port, "sender" + i);
                AtomicBoolean told = new AtomicBoolean();
                messages.add(executor.submit(receiver::receiveAll));
                executor.execute(() -> sendTo(name, sender, told));
                answers.add(executor.submit(() -> receiveAll(sender, told)));
            }
            underLoad.await();
            for (int i = 0; i < NEWCOMERS; i++) {
                RawClient.connect(port).register("newcomer" + i, "secret-1");
            }

            Instant signalled = Instant.now();
            server.terminate().terminate();

            assertThat(server.exitStatus()).isZero();
            assertThat(Duration.between(signalled, Instant.now())).isLessThan(PROMISED);
            for (int i = 0; i < PAIRS; i++) {
                List<String> answered = answers.get(i).get();
                List<String> arrived = messages.get(i).get();
                assertThat(answered).last().asString().contains("101", "going down");
                assertThat(arrived).last().asString().contains("101", "going down");
                assertThat(arrived.size() - 1).isGreaterThanOrEqualTo(accepted(answered));
            }
            assertThat(folder.resolve("logs").resolve("server.log")).content().doesNotContain(" ERROR ");
        }
    }

    private static int accepted(List<String> answers) {
        return (int) answers.stream().filter(line -> line.contains("200,")).count();
    }

    private static void sendTo(String name, RawClient sender, AtomicBoolean told) {
        while (!told.get()) {
            sender.msg(name, "hi");
        }
        sender.halfClose();
    }

    private List<String> receiveAll(RawClient sender, AtomicBoolean told) {
        List<String> all = new ArrayList<>();
        String line = "";
        while (!line.startsWith("{\"response\":101,")) {
            line = sender.receive();
            all.add(line);
            if (all.size() == BEFORE) {
                underLoad.countDown();
            }
        }
        told.set(true);
        all.addAll(sender.receiveAll());
        return all;
    }
}

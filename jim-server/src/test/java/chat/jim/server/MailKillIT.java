package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three built servers of one chat, which are killed or stand still in turn, while guests write to accounts that come and go.
 * {@code -Djim.seed=N} repeats the choices, though not what happens between processes; {@code -Djim.seconds=N} takes longer.
 */
@EnabledIfSystemProperty(named = "jim.kills", matches = "true", disabledReason = "by hand: -Djim.kills=true")
@Timeout(600)
class MailKillIT {
    private static final int SERVERS = 3;
    private static final int WRITERS = 3;
    private static final int ACCOUNTS = 4;
    private static final int SECONDS = Integer.getInteger("jim.seconds", 20);

    /** Longer than another server waits for an answer, and shorter than it takes to break a lease. */
    private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(7);

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(1);

    @TempDir
    private Path folder;

    private final List<Program> running = new ArrayList<>();
    private final Random random = new Random(seed());

    private static long seed() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        System.out.println("MailKillIT: -Djim.seed=" + seed);
        return seed;
    }

    @AfterEach
    void stop() {
        running.forEach(Program::close);
    }

    private Program server(int number) {
        try {
            Path own = Files.createDirectories(folder.resolve("server" + number));
            String[] options = {
                "--cluster",
                String.join(",", NATS.urls()),
                "--flood-rate",
                "0",
                "--mailbox",
                "--mailbox-size",
                "1000000"
            };
            return Program.startServer(own, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int anyPort() {
        return port((int) (Math.random() * SERVERS));
    }

    private int port(int server) {
        Program program;
        synchronized (running) {
            program = running.get(server);
        }
        return program.port();
    }

    @Test
    void nothing_that_was_answered_202_is_lost_or_doubled_or_overtaken() throws Exception {
        for (int i = 0; i < SERVERS; i++) {
            running.add(server(i));
        }
        running.forEach(Program::port);
        List<String> names = addAccounts();
        MailLedger ledger = new MailLedger();
        List<MailTraveller> readers = new ArrayList<>();
        List<MailTraveller> writers = new ArrayList<>();
        for (String name : names) {
            readers.add(MailTraveller.reader(name, this::anyPort, ledger, random.nextLong()));
        }
        for (int i = 0; i < WRITERS; i++) {
            writers.add(MailTraveller.writer("w" + i, names, this::anyPort, ledger, random.nextLong()));
        }

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_000 + random.nextInt(3_000)));
            hurt(random.nextInt(SERVERS), random.nextInt(3) > 0);
        }
        for (MailTraveller writer : writers) {
            writer.stop();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ledger.missing().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        for (MailTraveller reader : readers) {
            reader.stop();
        }

        ledger.check();
    }

    private List<String> addAccounts() {
        EngineConfig config = new EngineConfig(NATS.urls(), "jim", null, null);
        List<String> names = new ArrayList<>();
        try (Engine engine = Engine.open(config);
                JetStreamStore store = JetStreamStore.open(engine, "test")) {
            for (int i = 0; i < ACCOUNTS; i++) {
                names.add("reader" + i);
                assertThat(store.accounts().add(Address.account("reader" + i), CheapHash.of(MailTraveller.PASSWORD)))
                        .isNotNull();
            }
        }
        return names;
    }

    /** Kills a server, which comes again, or has it stand still for some seconds. */
    private void hurt(int server, boolean isKilled) throws IOException, InterruptedException {
        Program program = running.get(server);
        if (isKilled) {
            program.kill().exitStatus();
            Program next = server(server);
            next.port();
            synchronized (running) {
                running.set(server, next);
            }
        } else {
            signal(program, "STOP");
            LockSupport.parkNanos(STANDSTILL);
            signal(program, "CONT");
        }
    }

    private static void signal(Program program, String name) throws IOException, InterruptedException {
        String process = Long.toString(program.handle().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, process)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}

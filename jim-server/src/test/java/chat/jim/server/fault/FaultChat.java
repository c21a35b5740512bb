package chat.jim.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.CheapHash;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.fault.Reader.Habit;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.Machine;
import chat.jim.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Three built servers of one chat, and people who write to each other there all the time. */
final class FaultChat implements AutoCloseable {
    /** How many servers there are. */
    static final int SERVERS = 3;

    /** The names of accounts begin so. */
    static final String ACCOUNT = "acc";

    static final String PASSWORD = "p";
    static final String ROOM = "#faults";

    private final NatsCluster nats;
    private final EngineConfig engine;
    private final Path folder;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final AtomicReferenceArray<JimServer> servers = new AtomicReferenceArray<>(SERVERS);
    private final List<Reader> readers = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();

    /** They meet in that engine, a server at each of its machines, and keep their files in that folder. */
    FaultChat(NatsCluster nats, Path folder, long seed) {
        this.nats = nats;
        engine = nats.freshConfig();
        this.folder = folder;
        random = new Random(seed);
    }

    Ledger ledger() {
        return ledger;
    }

    JimServer server(int number) {
        return servers.get(number);
    }

    JimServer anyServer(Random by) {
        return servers.get(by.nextInt(SERVERS));
    }

    /** Starts a server; returns when it listens. */
    void start(int number) {
        JimServer server = started(number);
        server.port();
        servers.set(number, server);
    }

    private JimServer started(int number) {
        Machine machine = nats.machine(number);
        try {
            Path own = Files.createDirectories(folder.resolve("server" + number));
            Program program = Program.startServer(
                    machine,
                    own,
                    "--cluster",
                    String.join(",", engine.servers()),
                    "--cluster-name",
                    engine.cluster(),
                    "--flood-rate",
                    "0",
                    "--connection-rate",
                    "0",
                    "--mailbox",
                    "--mailbox-size",
                    "1000000");
            return new JimServer(program, machine.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all servers, and has the people come. */
    void begin() {
        for (int i = 0; i < SERVERS; i++) {
            servers.set(i, started(i));
        }
        for (int i = 0; i < SERVERS; i++) {
            server(i).port();
        }
        addAccounts(7);
        reader("acc0", Habit.COMES_AND_GOES);
        reader("acc1", Habit.COMES_AND_GOES);
        reader("acc2", Habit.STAYS);
        reader("acc3", Habit.STAYS_AND_CONFIRMS_NOTHING);
        reader("acc4", Habit.STAYS_AND_CONFIRMS_NOTHING);
        reader("guest0", Habit.COMES_AND_GOES);
        reader("guest0", Habit.COMES_AND_GOES);
        reader("guest1", Habit.STAYS);
        reader("guest1", Habit.STAYS);
        reader("guest2", Habit.STAYS);
        List<String> all = List.of("acc0", "acc1", "acc2", "acc3", "acc4", "guest0", "guest1", "guest2");
        for (String name : List.of("w0", "w1", "w2", "acc5", "acc6")) {
            writer(name, all);
        }
        writer("speaker", List.of(ROOM));
    }

    private void addAccounts(int count) {
        try (Engine opened = Engine.open(engine);
                JetStreamStore store = JetStreamStore.open(opened, "test")) {
            for (int i = 0; i < count; i++) {
                assertThat(store.accounts().add(Address.account(ACCOUNT + i), CheapHash.of(PASSWORD)))
                        .isNotNull();
            }
        }
    }

    private void reader(String name, Habit habit) {
        readers.add(new Reader(this, name, habit, random.nextLong()));
    }

    private void writer(String name, List<String> addressees) {
        writers.add(new Writer(this, name, addressees, random.nextLong()));
    }

    /** Nobody writes any more, and everything is read. */
    Findings end() throws InterruptedException {
        writers.forEach(Writer::stop);
        for (Writer writer : writers) {
            writer.join();
        }
        readers.forEach(Reader::stop);
        for (Reader reader : readers) {
            reader.join();
        }
        return ledger.findings();
    }

    @Override
    public void close() {
        for (int i = 0; i < SERVERS; i++) {
            JimServer server = servers.get(i);
            if (server != null) {
                server.close();
            }
        }
    }
}

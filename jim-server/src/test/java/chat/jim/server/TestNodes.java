package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.Cluster;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.NodeIdFile;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.server.store.repair.Repair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The servers of a {@link TestServer}: one, or with {@code -Djim.nodes=3} three that form one chat, among which its clients
 * are spread.
 */
final class TestNodes {
    static final int COUNT = Integer.getInteger("jim.nodes", 1);

    /** By the folders of their data: a chat that is started again has what it had. */
    private static final Map<Path, EngineConfig> CHATS = new ConcurrentHashMap<>();

    private final Path data;
    private final List<Server> servers = new ArrayList<>();
    private final List<Store> stores = new ArrayList<>();

    /** Those of stores that were opened as another process would. */
    private final List<Engine> engines = new ArrayList<>();

    private final AtomicInteger clients = new AtomicInteger();

    private TestNodes(Path data) {
        this.data = data;
    }

    static TestNodes start(ServerConfig config, Path data, InstantSource clock) throws IOException {
        TestNodes nodes = new TestNodes(data);
        if (COUNT == 1) {
            Store store = Repair.openStore(data, report -> {});
            nodes.stores.add(store);
            nodes.servers.add(new Server(config, store, SqliteHistory.open(data, clock), clock, null).start());
        } else {
            nodes.join(config, clock);
        }
        return nodes;
    }

    private void join(ServerConfig config, InstantSource clock) throws IOException {
        NatsCluster nats = NatsCluster.shared().started();
        EngineConfig chat = CHATS.computeIfAbsent(data, folder -> nats.freshConfig());
        List<ThisNode> joined = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Engine engine = Engine.open(chat);
            Path folder = Files.createDirectories(data.resolve("node" + i));
            ThisNode node = ThisNode.join(engine, new NodeInfo("node" + i, "test", 1, 1), new NodeIdFile(folder));
            joined.add(node);
            Store store = JetStreamStore.open(
                    engine, Objects.requireNonNull(node.lease().id()));
            stores.add(store);
            Cluster others = new Cluster(engine, node, clock);
            HistoryStore history = others.history(SqliteHistory.open(folder, clock));
            servers.add(new Server(config, store, history, clock, others).start());
        }
        for (ThisNode node : joined) {
            await().until(() -> node.nodes().others().values().stream()
                            .filter(other -> other.isUp())
                            .count()
                    == COUNT - 1);
        }
    }

    /** One of them. */
    Server first() {
        return servers.get(0);
    }

    /** The one for the next client. */
    Server next() {
        return servers.get(clients.getAndIncrement() % servers.size());
    }

    /** How many connections they have. */
    int connections() {
        return servers.stream().mapToInt(Server::connections).sum();
    }

    /** Whether somebody is online by that name, at one of them. */
    boolean isOnline(Address name) {
        return servers.stream().anyMatch(one -> one.context().directory().find(name) != null);
    }

    /** Another process has changed accounts. */
    void accountsChanged() {
        servers.forEach(server -> server.accountWatch().changed());
    }

    /** The store of the first one. */
    Store store() {
        return stores.get(0);
    }

    /** Changes what they keep as another process would. */
    void changeQuietly(Consumer<Store> change) {
        try (Store others = openStore()) {
            change.accept(others);
        }
    }

    /** What they keep, opened as another process would. */
    Store openStore() {
        try {
            EngineConfig chat = CHATS.get(data);
            if (chat == null) {
                return Repair.openStore(data, report -> {});
            }
            Engine engine = Engine.open(chat);
            engines.add(engine);
            return JetStreamStore.open(engine, "process" + engines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        servers.forEach(Server::close);
        engines.forEach(Engine::close);
    }
}

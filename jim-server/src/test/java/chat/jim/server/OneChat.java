package chat.jim.server;

import chat.jim.server.cluster.Cluster;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.LeaseTimes;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Some servers in this process that form one chat, each of which a test may reach by its number. */
final class OneChat implements AutoCloseable {
    /** The engine that all of them have, under the name of this chat. */
    final EngineConfig config;

    private final Path folder;
    private final LeaseTimes times;

    /** Whether they also have one store, as the servers of a chat do. */
    private final boolean sharesStore;

    /** Whether they keep what is said. */
    private final boolean keeps;

    private final List<Member> members = new ArrayList<>();

    private record Member(Server server, ThisNode node, Store store, HistoryStore own) {}

    /** Starts so many. */
    OneChat(NatsCluster engine, int servers, Path folder) throws IOException {
        this(engine, servers, folder, LeaseTimes.USUAL);
    }

    /** The same with other times for their leases. */
    OneChat(NatsCluster engine, int servers, Path folder, LeaseTimes times) throws IOException {
        this(engine, servers, folder, times, false, false);
    }

    /** Starts so many that have the same accounts. */
    static OneChat sharing(NatsCluster engine, int servers, Path folder) throws IOException {
        return new OneChat(engine, servers, folder, LeaseTimes.USUAL, true, false);
    }

    private OneChat(NatsCluster engine, int servers, Path folder, LeaseTimes times, boolean sharesStore, boolean keeps)
            throws IOException {
        this.keeps = keeps;
        config = engine.freshConfig();
        this.folder = folder;
        this.times = times;
        this.sharesStore = sharesStore;
        for (int i = 0; i < servers; i++) {
            add();
        }
    }

    /** Starts one as that node in that engine, with that store; it has mailboxes, and no history. */
    static Server server(Engine engine, ThisNode node, Store store) throws IOException {
        InstantSource clock = InstantSource.system();
        ServerConfig.Limits withMailboxes = TestConfig.limits(1_000_000, 1000, 1000, Long.MAX_VALUE);
        ServerConfig own = TestConfig.of(TestServer.EVERYBODY, withMailboxes, TestServer.USUAL, 0, null);
        return new Server(own, store, null, clock, new Cluster(engine, node, clock)).start();
    }

    /** Starts so many that have accounts in common, and keep what is said. */
    static OneChat keeping(NatsCluster engine, int servers, Path folder) throws IOException {
        return new OneChat(engine, servers, folder, LeaseTimes.USUAL, true, true);
    }

    /** Starts another one, which has the next number. */
    void add() throws IOException {
        add(1);
    }

    /** The same for one that speaks all versions of the cluster's protocol up to that one. */
    void add(int newest) throws IOException {
        Path own = Files.createDirectory(folder.resolve("node" + members.size()));
        InstantSource clock = InstantSource.system();
        Engine engine = Engine.open(config);
        ThisNode node = ThisNode.join(engine, new NodeInfo("node" + members.size(), "test", 1, newest), null, times);
        Cluster others = new Cluster(engine, node, clock);
        Store store = sharesStore
                ? JetStreamStore.open(
                        engine, Objects.requireNonNull(node.lease().id()))
                : Repair.openStore(own, report -> {});
        SqliteHistory history = keeps ? SqliteHistory.open(own, clock) : null;
        HistoryStore all = keeps ? others.history(history) : null;
        Server server = new Server(TestConfig.usual(), store, all, clock, others);
        if (store instanceof JetStreamStore shared) {
            shared.onAccountChange(server.accountWatch()::changed);
        }
        members.add(new Member(server.start(), node, store, history));
    }

    /** What they have in common. */
    Store store() {
        return members.get(0).store();
    }

    /** What that server has kept itself. */
    HistoryStore own(int server) {
        return members.get(server).own();
    }

    /** Connects a peer to that server. */
    RawClient connect(int server) {
        return RawClient.connect(port(server));
    }

    /** The same, as a guest. */
    RawClient online(int server, String name) {
        return RawClient.online(port(server), name);
    }

    /** That server. */
    Server server(int number) {
        return members.get(number).server();
    }

    /** Where that server listens. */
    int port(int server) {
        return members.get(server).server().port();
    }

    /** The node that this server is now; null if it is cut off. */
    String node(int server) {
        return members.get(server).node().lease().id();
    }

    /** Where that server takes batches and questions. */
    String subject(int server) {
        return config.cluster() + ".n." + node(server);
    }

    /** How many connections that server has. */
    int connections(int server) {
        return members.get(server).server().connections();
    }

    /** Stops that server in good order. */
    void stop(int server) {
        members.get(server).server().close();
    }

    @Override
    public void close() {
        members.forEach(member -> member.server().close());
    }
}

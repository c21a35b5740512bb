package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.server.cluster.Cluster;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.Store;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How many servers a {@link TestServer} has: with {@code -Djim.nodes=3}, three that form one chat, among which its clients
 * are spread.
 */
final class TestNodes {
    /** One, unless the build says something else. */
    static final int COUNT = Integer.getInteger("jim.nodes", 1);

    private TestNodes() {}

    /** Starts so many servers that form a chat of their own; the first one has that store. */
    static List<Server> start(ServerConfig config, Store store, Path data, InstantSource clock) throws IOException {
        EngineConfig chat = NatsCluster.shared().started().freshConfig();
        List<Server> servers = new ArrayList<>();
        List<ThisNode> nodes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Path folder = i == 0 ? data : Files.createDirectory(data.resolve("node" + i));
            Store own = i == 0 ? store : Repair.openStore(folder, report -> {});
            Engine engine = Engine.open(chat);
            ThisNode node = ThisNode.join(engine, new NodeInfo("node" + i, "test", 1, 1), null);
            Cluster others = new Cluster(engine, node, clock);
            nodes.add(node);
            servers.add(new Server(config, own, SqliteHistory.open(folder, clock), clock, others).start());
        }
        nodes.forEach(node -> await().until(() -> node.nodes().others().size() == COUNT - 1));
        return servers;
    }
}

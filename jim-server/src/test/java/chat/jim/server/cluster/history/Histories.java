package chat.jim.server.cluster.history;

import static chat.jim.testing.Waiting.await;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.NodeIdFile;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers of one chat, of which each has nothing but a history. */
final class Histories implements AutoCloseable {
    static final String TEA = "#tea";
    static final AccountKey ANNA = AccountKey.create(Address.account("anna"));

    private final Path folder;
    private final EngineConfig config;

    /** By their numbers, those that run. */
    private final Map<Integer, Member> members = new TreeMap<>();

    /** One of them. */
    record Member(Engine engine, ThisNode node, Bus bus, SqliteHistory own, ClusterHistory all) {
        private void close() {
            all.close();
            bus.close();
            node.close();
            engine.close();
        }
    }

    /** Starts so many. */
    Histories(NatsCluster nats, int count, Path folder) throws IOException {
        this.folder = folder;
        config = nats.freshConfig();
        for (int i = 0; i < count; i++) {
            start(i);
        }
        awaitEachOther();
    }

    /** Starts one, which has what it had before. */
    void start(int number) throws IOException {
        Path data = Files.createDirectories(folder.resolve("server" + number));
        Engine engine = Engine.open(config);
        ThisNode node = ThisNode.join(engine, new NodeInfo("server" + number, "test", 1, 1), new NodeIdFile(data));
        Bus bus = new Bus(engine, node);
        SqliteHistory own = SqliteHistory.open(data, InstantSource.system());
        ClusterHistory all = ClusterHistory.join(own, engine, bus, node.lease()::number);
        bus.begin();
        members.put(number, new Member(engine, node, bus, own, all));
    }

    void awaitEachOther() {
        for (Member member : members.values()) {
            await().until(() -> member.bus().others().size() == members.size() - 1);
        }
    }

    /** Ends one in good order. The others know when this returns. */
    void stop(int number) {
        Member gone = members.remove(number);
        gone.close();
        awaitEachOther();
    }

    Member member(int number) {
        return members.get(number);
    }

    /** How that one sees what all have. */
    ClusterHistory at(int number) {
        return members.get(number).all();
    }

    /** What that one has itself. */
    HistoryStore own(int number) {
        return members.get(number).own();
    }

    /** Anna says it at that server in the room for tea. */
    long say(int server, String text) {
        return at(server).add(TEA, ANNA.name(), ANNA, message(text));
    }

    static Frame message(String text) {
        return Frame.ofText(
                "{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"from\":\"anna\",\"message\":\"" + text + "\"}");
    }

    static List<Long> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }

    @Override
    public void close() {
        members.values().forEach(Member::close);
    }
}

package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.util.List;

/** A server of a chat that a test plays, in that engine; and a real one, where there is the account bob. */
record PlayedServer(Engine engine, ThisNode played, ThisNode node, JetStreamStore store, Server server)
        implements AutoCloseable {
    static PlayedServer start(EngineConfig config) throws IOException {
        Engine engine = Engine.open(config);
        ThisNode played = ThisNode.join(engine, new NodeInfo("played", "test", 1, 1), null);
        Engine own = Engine.open(config);
        ThisNode node = ThisNode.join(own, new NodeInfo("node", "test", 1, 1), null);
        JetStreamStore store = JetStreamStore.open(own, node.lease()::lastId);
        store.accounts().add(Address.account("bob"), CheapHash.of("b"));
        return new PlayedServer(engine, played, node, store, OneChat.server(own, node, store));
    }

    /** Where others ask the one of that node. */
    String subject(ThisNode of) {
        return engine.cluster() + ".n." + of.lease().id();
    }

    /** Bob, who has just sent his password. */
    RawClient bob() {
        return RawClient.connect(server.port()).authenticate("bob", "b");
    }

    /** What waits for bob. */
    List<Kept> waiting() {
        AccountKey bob = store.accounts().find(Address.account("bob")).key();
        return store.mail().read(bob, Place.START, 10).letters();
    }

    @Override
    public void close() {
        server.close();
        store.close();
        played.close();
        engine.close();
    }
}

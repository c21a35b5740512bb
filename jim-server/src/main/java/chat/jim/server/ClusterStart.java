package chat.jim.server;

import chat.jim.log.LogFiles;
import chat.jim.process.Failure;
import chat.jim.process.Signals;
import chat.jim.server.cluster.Cluster;
import chat.jim.server.cluster.check.Reach;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.NodeIdFile;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.splice.Splices;
import chat.jim.server.command.ClusterAccess;
import chat.jim.server.command.ClusterOptions;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.text.Texts;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a server that starts join the others of its chat, as soon as their engine is there. */
final class ClusterStart {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterStart.class);
    private static final Texts TEXTS = Texts.of(ClusterStart.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_BETWEEN_WORDS = TimeUnit.SECONDS.toNanos(10);

    /** The version of the protocol of the cluster that this program speaks. */
    private static final int PROTOCOL = 1;

    private final EngineConfig chat;
    private final ServerConfig config;
    private final NodeIdFile file;

    /** Null if this server keeps none. */
    private final @Nullable SqliteHistory own;

    /**
     * The other servers, and what this one shares with them.
     *
     * @param history null if this server keeps none
     * @param listening to be told the port at which this server listens
     */
    record Joined(
            Cluster others, JetStreamStore store, @Nullable HistoryStore history, IntConsumer listening) {}

    private ClusterStart(EngineConfig chat, ServerConfig config, NodeIdFile file, @Nullable SqliteHistory own) {
        this.chat = chat;
        this.config = config;
        this.file = file;
        this.own = own;
    }

    /**
     * Joins them. Waits for the engine, and says so again and again.
     *
     * @param data the folder of the server's data, which it has for itself
     * @param own what this server keeps of what is said; null if that is nothing
     * @throws Failure the engine cannot be used as it is
     */
    static Joined join(
            ClusterOptions options,
            ServerConfig config,
            Path data,
            @Nullable SqliteHistory own,
            Consumer<String> operator) {
        EngineConfig chat = ClusterAccess.config(options);
        if (!chat.exposed().isEmpty()) {
            operator.accept(TEXTS.say("cluster.plain", String.join(", ", chat.exposed())));
        }
        Signals signals = Signals.handle(LogFiles::close); // nothing is lost yet
        try {
            return new ClusterStart(chat, config, new NodeIdFile(data), own).join(operator);
        } finally {
            signals.close();
        }
    }

    /**
     * Where peers connect, for operators.
     *
     * @param machine by which address this machine reaches NATS, which is perhaps its own
     */
    private String place(InetAddress machine, int port) {
        InetAddress own = config.address();
        if (own != null && !own.isAnyLocalAddress()) {
            return shown(own.getHostAddress(), port);
        }
        return shown(machine.isLoopbackAddress() ? Splices.address() : machine.getHostAddress(), port);
    }

    private static String shown(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static String version() {
        return Objects.requireNonNullElse(ClusterStart.class.getPackage().getImplementationVersion(), "?");
    }

    private Joined join(Consumer<String> operator) {
        long said = 0;
        while (true) {
            Joined joined = tryToJoin();
            if (joined != null) {
                return joined;
            }
            if (said == 0 || System.nanoTime() - said >= NANOS_BETWEEN_WORDS) {
                operator.accept(TEXTS.say("cluster.waiting", Reach.of(chat.servers())));
                said = System.nanoTime() | 1;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Null if the engine is not there yet. */
    private @Nullable Joined tryToJoin() {
        Engine engine = null;
        ThisNode node = null;
        try {
            engine = Engine.open(chat);
            InetAddress machine = engine.place().self();
            NodeInfo info = new NodeInfo(place(machine, config.port()), version(), PROTOCOL, PROTOCOL);
            node = ThisNode.join(engine, info, file);
            JetStreamStore store = JetStreamStore.open(engine, node.lease()::lastId);
            node.onEnd(gone -> endSessions(store, gone));
            Cluster others = new Cluster(engine, node, InstantSource.system());
            ThisNode self = node;
            return new Joined(
                    others,
                    store,
                    own == null ? null : others.history(own),
                    port -> self.listensAt(place(machine, port)));
        } catch (EngineException | StoreException e) {
            close(engine, node);
            Throwable cause = e instanceof StoreException ? e.getCause() : e;
            if (cause instanceof EngineException refusal && refusal.reason() == EngineException.Reason.REFUSED) {
                throw new Failure(String.valueOf(refusal.getMessage()));
            }
            LOG.debug("The cluster cannot be joined yet: {}", e.getMessage());
            return null;
        }
    }

    private static void endSessions(JetStreamStore store, Set<String> gone) {
        try {
            store.endSessionsOf(gone, InstantSource.system().instant().getEpochSecond());
        } catch (StoreException e) {
            throw EngineException.notSent(String.valueOf(e.getMessage()));
        }
    }

    private static void close(@Nullable Engine engine, @Nullable ThisNode node) {
        if (node != null) {
            node.close();
        }
        if (engine != null) {
            engine.close();
        }
    }
}

package chat.jim.server;

import chat.jim.process.Failure;
import chat.jim.server.command.ClusterOptions;
import chat.jim.server.command.DataFolder;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.option.TlsOptions;
import chat.jim.server.routing.Others;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.text.Texts;
import chat.jim.tls.TlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts a server as its settings say, or says in a sentence why it cannot start. */
final class ServerStart {
    /** What holds the folder of a server of a cluster until its process ends: a store that nobody has would be closed. */
    private static final AtomicReference<@Nullable Store> OWN = new AtomicReference<>();

    private static final Texts TEXTS = Texts.of(ServerStart.class);

    private ServerStart() {}

    /**
     * Starts it. If it is one of several, waits for their engine.
     *
     * @param operator is told what it waits for
     * @throws Failure it cannot start
     */
    static Server start(ServerConfig config, DataFolder folder, ClusterOptions cluster, Consumer<String> operator) {
        Store local = folder.openForServer();
        SqliteHistory history = folder.openHistory(config.history());
        if (!cluster.isOn()) {
            folder.belongsToOneServer();
            return start(config, local, history, null, folder);
        }
        OWN.set(local);
        ClusterStart.Joined joined = ClusterStart.join(cluster, config, folder.directory(), history, operator);
        Server started = start(config, joined.store(), joined.history(), joined.others(), folder);
        joined.store().onAccountChange(started.accountWatch()::changed);
        started.watchAccounts();
        joined.listening().accept(started.port());
        return started;
    }

    private static Server start(
            ServerConfig config,
            Store store,
            @Nullable HistoryStore history,
            @Nullable Others others,
            DataFolder folder) {
        Server started = null;
        try {
            started = new Server(config, store, history, InstantSource.system(), others).start();
            return started;
        } catch (StoreException e) {
            throw folder.cannotKeepAccounts(e);
        } catch (TlsException e) {
            throw TlsOptions.failure(e);
        } catch (IOException e) {
            throw new Failure(TEXTS.say(
                    "port.taken",
                    place(config.address(), TEXTS.say("address.all")),
                    Integer.toString(config.port()),
                    String.valueOf(e.getMessage())));
        } finally {
            if (started == null && others != null) {
                others.close();
            }
        }
    }

    /** An address as people write it. */
    static String place(@Nullable InetAddress where, String all) {
        return where == null || where.isAnyLocalAddress() ? all : where.getHostAddress();
    }
}

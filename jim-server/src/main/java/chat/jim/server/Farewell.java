package chat.jim.server;

import chat.jim.net.Counts;
import chat.jim.protocol.Response;
import chat.jim.server.session.ConnectionHandler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of all connections of a server that goes down: each is told, and has a while to hang up itself. It is made at the
 * start: the jar may have been replaced at the end.
 */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    /**
     * For the notice to be written, and the peers to hang up. This, the time to clean up twice, and the listener's 250 stay
     * below the five seconds of {@link Server#close}.
     */
    private static final long MILLIS_FOR_PEERS = 2750;

    private static final long MILLIS_TO_CLEAN_UP = 500;

    /** Some of what the end needs is loaded with this class. */
    private static final List<Class<?>> LOADED = List.of(ConnectionHandler.class, Counts.class);

    private final Collection<ConnectionHandler> handlers;

    /** Those that are there at the end. */
    private List<ConnectionHandler> all = List.of();

    /** That of those connections, which come and go before. */
    Farewell(Collection<ConnectionHandler> handlers) {
        this.handlers = handlers;
        LOG.debug("Loaded for the end: {}", LOADED);
    }

    /** Sends the notice, and closes the connections. Call this once. */
    void say(Response notice) {
        all = List.copyOf(handlers);
        all.forEach(handler -> handler.finish(notice));
        long deadline = in(MILLIS_FOR_PEERS);
        forEachUntil(deadline, ConnectionHandler::awaitFinished);
        forEachUntil(deadline, ConnectionHandler::awaitEnd);
        all.forEach(ConnectionHandler::close);
        awaitEnd();
    }

    /** Waits a moment until everything is cleaned up behind them. */
    void awaitEnd() {
        forEachUntil(in(MILLIS_TO_CLEAN_UP), ConnectionHandler::awaitEnd);
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Waits for each in turn, and at most until then for all together. */
    private void forEachUntil(long deadline, ObjLongConsumer<ConnectionHandler> await) {
        for (ConnectionHandler handler : all) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            await.accept(handler, Math.max(0, left));
        }
    }
}

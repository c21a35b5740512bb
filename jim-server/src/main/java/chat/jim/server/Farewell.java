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

    /** These, the last one twice, and the listener's 250 together stay below the five seconds of {@link Server#close}. */
    private static final long MILLIS_FOR_NOTICE = 1500;

    private static final long MILLIS_FOR_PEERS_TO_HANG_UP = 1000;
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
        forEachWithin(MILLIS_FOR_NOTICE, ConnectionHandler::awaitFinished);
        forEachWithin(MILLIS_FOR_PEERS_TO_HANG_UP, ConnectionHandler::awaitEnd);
        all.forEach(ConnectionHandler::close);
        awaitEnd();
    }

    /** Waits a moment until everything is cleaned up behind them. */
    void awaitEnd() {
        forEachWithin(MILLIS_TO_CLEAN_UP, ConnectionHandler::awaitEnd);
    }

    /** Waits for each in turn, and at most that long for all together. */
    private void forEachWithin(long millis, ObjLongConsumer<ConnectionHandler> await) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (ConnectionHandler handler : all) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            await.accept(handler, Math.max(0, left));
        }
    }
}

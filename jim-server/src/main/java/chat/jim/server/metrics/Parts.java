package chat.jim.server.metrics;

import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a server that its metrics are about.
 *
 * @param connections those that are there now; others add to it and remove from it meanwhile
 * @param history null if nothing is kept in one
 * @param certificateEnd until when the certificate is valid; null for plain TCP
 */
public record Parts(
        ServerContext context,
        Collection<ConnectionHandler> connections,
        Store store,
        @Nullable HistoryStore history,
        @Nullable Supplier<Instant> certificateEnd) {}

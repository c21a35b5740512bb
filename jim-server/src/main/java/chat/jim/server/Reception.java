package chat.jim.server;

import chat.jim.log.PeerAddress;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.protocol.Code;
import chat.jim.server.accept.Arrival;
import chat.jim.server.accept.TlsHandshakes;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.limit.BannedAddresses;
import chat.jim.server.measure.Ending;
import chat.jim.server.routing.Others;
import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.ServerContext;
import chat.jim.wire.BufferPool;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves each connection that was let in, and knows which are there. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final ServerContext context;
    private final Set<ConnectionHandler> handlers;
    private final BannedAddresses bans;
    private final BufferPool buffers;
    private final Supplier<@Nullable String> closed;

    /**
     * That of a server with these parts.
     *
     * @param handlers the connections that are there; from any thread
     * @param closed why nobody may come now, as a sentence; null if everybody may
     */
    Reception(
            ServerContext context,
            Set<ConnectionHandler> handlers,
            BannedAddresses bans,
            BufferPool buffers,
            Supplier<@Nullable String> closed) {
        this.context = context;
        this.handlers = handlers;
        this.bans = bans;
        this.buffers = buffers;
        this.closed = closed;
    }

    /** How many connections this server serves itself. */
    int served() {
        long served = handlers.stream()
                .filter(handler -> !handler.isServedElsewhere())
                .count();
        return (int) served;
    }

    /** Serves a connection to its end. Runs on its thread. */
    void serve(Arrival arrival) {
        serve(arrival, false);
    }

    /** The same with one that another server has let in: there it is among those that there may be. */
    void serve(Others.Handover handover) {
        serve(new Arrival(handover.socket(), null, handover.from(), () -> {}), true);
    }

    private void serve(Arrival arrival, boolean isHandedOver) {
        ConnectionHandler handler = null;
        try {
            handler = new ConnectionHandler(connection(arrival), context, isHandedOver, ended -> {
                handlers.remove(ended);
                context.measures().end(ended, ended.ending());
                arrival.leave().run();
            });
        } catch (IOException e) {
            LOG.debug("{} was gone before it began: {}", PeerAddress.of(arrival.from()), e.getMessage());
        } finally {
            if (handler == null) {
                arrival.leave().run();
                TlsHandshakes.hangUp(arrival.socket());
            }
        }
        if (handler == null) {
            return;
        }
        context.measures().begin(handler);
        handlers.add(handler);
        String banned = bans.refusal(handler.address());
        if (banned != null) {
            handler.dismiss(Ending.KICKED, context.replies().of(Code.FORBIDDEN, banned)); // a moment ago
        }
        String end = closed.get();
        if (end != null) {
            handler.dismiss(Ending.SHUTDOWN, context.replies().of(Code.UNAVAILABLE, end));
        }
        handler.run();
    }

    private Connection connection(Arrival arrival) throws IOException {
        ServerConfig config = context.config();
        Transport transport = new Transport(arrival.socket(), arrival.secured(), arrival.from());
        return new Connection(
                transport, config.timeouts().barePace(), config.limits().outboxBytes(), buffers);
    }
}

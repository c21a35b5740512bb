package chat.jim.server;

import chat.jim.net.Connection;
import chat.jim.net.Threads;
import chat.jim.protocol.Code;
import chat.jim.wire.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: a listener, and for each connection a thread and a conversation. */
public final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long MILLIS_FOR_LAST_WORDS = 2000;
    private static final long MILLIS_FOR_PEERS_TO_GO = 1000;
    private static final long MILLIS_TO_CLEAR_UP = 500;

    /** The least time between two objects to a peer that is not known to read lines. */
    private static final Duration BARE_PACE = Duration.ofMillis(50);

    private final Services services;
    private final Listener listener;
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Server(ServerConfig config, InstantSource clock) throws IOException {
        services = Services.create(clock, config.traceCalls());
        listener = new Listener(config.endpoint(), this::serve);
    }

    /**
     * Starts a server, which takes connections when this returns.
     *
     * @throws IOException the address is taken, or is not this machine's
     */
    public static Server start(ServerConfig config, InstantSource clock) throws IOException {
        Server server = new Server(config, clock);
        server.listener.start();
        LOG.info("Listening on {} with {} threads", server.listener.port(), Threads.kind());
        return server;
    }

    /** The port that it listens at. */
    public int port() {
        return listener.port();
    }

    /** Waits until somebody closes it. */
    public void awaitClosed() throws InterruptedException {
        listener.awaitClosed();
    }

    private void serve(Socket socket) {
        try {
            Threads.start(() -> talk(socket));
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread can be had for a connection, it is closed: {}", e.getMessage());
            close(socket);
        }
    }

    private void talk(Socket socket) {
        try {
            Conversation conversation = new Conversation(new Connection(socket, BARE_PACE), services);
            conversations.add(conversation);
            try {
                if (closed) {
                    conversation.close();
                }
                conversation.run();
            } finally {
                conversations.remove(conversation);
            }
        } catch (IOException e) {
            LOG.debug("A connection was gone before it began: {}", e.getMessage());
        }
    }

    /**
     * Tells everybody with a 101 notice that the server is going down, and closes all. Returns after five seconds at the
     * latest; may be called from any thread.
     */
    @Override
    public void close() {
        closed = true;
        listener.close();
        LOG.info("Going down with {} connections", conversations.size());
        List<Conversation> all = List.copyOf(conversations);
        all.forEach(conversation -> conversation.finish(goingDown()));
        forEachWithin(MILLIS_FOR_LAST_WORDS, all, Conversation::awaitFinished);
        forEachWithin(MILLIS_FOR_PEERS_TO_GO, all, Conversation::awaitEnd);
        all.forEach(Conversation::close);
        forEachWithin(MILLIS_TO_CLEAR_UP, all, Conversation::awaitEnd);
    }

    /** Waits for each in turn, for all together at most so long. */
    private static void forEachWithin(long millis, List<Conversation> all, ObjLongConsumer<Conversation> await) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Conversation conversation : all) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            await.accept(conversation, Math.max(0, left));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed: {}", e.getMessage());
        }
    }

    private Frame goingDown() {
        return services.codec().encode(services.response(Code.IMPORTANT, "The server is going down."));
    }
}

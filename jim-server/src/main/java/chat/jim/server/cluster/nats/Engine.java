package chat.jim.server.cluster.nats;

import chat.jim.fault.FatalErrors;
import chat.jim.log.OncePerMinute;
import chat.jim.server.cluster.nats.EngineException.Reason;
import java.io.Closeable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The engine of a cluster: a connection to NATS with JetStream, which is made anew by itself whenever it is lost. While there
 * is none, everything is refused at once, and nothing of that is sent later. All methods may be called from any thread.
 */
public final class Engine implements Closeable {
    /** How long an answer of JetStream is awaited. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int FIRST_TRIES = 3;
    private static final int SHORTEST_PAUSE_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;

    private final EngineConfig config;
    private final EngineThreads threads = new EngineThreads();
    private final EngineLog log = new EngineLog();
    private final OncePerMinute warning = new OncePerMinute();
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();

    /** Held while the link changes, or what is listened to. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** Written under {@link #lock}; null until it is connected for the first time. */
    private volatile @Nullable Link link;

    /** Written under {@link #lock}. */
    private volatile boolean closed;

    /** The addresses to try: those of the configuration, and what the last server has told. Only for who connects. */
    private final Set<String> servers = new LinkedHashSet<>();

    /**
     * One server of the engine.
     *
     * @param self by which address this machine reaches it
     */
    public record Place(String url, String version, InetAddress self) {}

    private Engine(EngineConfig config) {
        this.config = config;
        servers.addAll(config.servers());
    }

    /**
     * Connects. That may take some seconds.
     *
     * @throws EngineException it cannot be reached (not sent), or is not one that we can use (refused); the message is a sentence
     *     for the operator
     */
    public static Engine open(EngineConfig config) {
        Engine engine = new Engine(config);
        try {
            for (int tries = 1; ; tries++) {
                try {
                    engine.connect();
                    break;
                } catch (EngineException e) {
                    if (e.reason() == Reason.REFUSED || tries == FIRST_TRIES) {
                        throw e;
                    }
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            engine.close();
            throw new EngineException(Reason.NOT_SENT, "Interrupted while connecting to NATS.", e);
        } catch (EngineException e) {
            engine.close();
            throw e;
        }
        engine.threads.run(engine::keepConnected);
        return engine;
    }

    private void connect() throws InterruptedException {
        Link fresh = Link.open(config, servers, threads, log);
        lock.lock();
        try {
            subscriptions.forEach(fresh::subscribe);
            link = fresh;
            if (closed) {
                fresh.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepConnected() {
        try {
            while (!closed) {
                Link current = link;
                if (current != null) {
                    current.awaitLost();
                    servers.retainAll(config.servers());
                    servers.addAll(current.servers());
                    tell(false);
                    threads.run(current::close); // which may wait for a server that stands still
                }
                reconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RejectedExecutionException e) {
            return; // closed, and so is the link
        }
    }

    private void reconnect() throws InterruptedException {
        while (!closed) {
            try {
                connect();
                tell(true);
                return;
            } catch (EngineException e) {
                log(e);
                pause();
            }
        }
    }

    /** That there is no connection is said already, and later that there is one again; the operator may have to change something. */
    private void log(EngineException failure) {
        boolean isRefused = failure.reason() == Reason.REFUSED;
        LOG.atLevel(isRefused && warning.isDue() ? Level.WARN : Level.DEBUG)
                .log("{} Trying again.", failure.getMessage());
    }

    /** Of different lengths, so that not all servers of a chat come at once. */
    private static void pause() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
    }

    private void tell(boolean connected) {
        if (!closed) {
            LOG.info(connected ? "Connected to NATS again" : "The connection to NATS is lost");
            listeners.forEach(listener -> FatalErrors.guard(() -> listener.accept(connected)));
        }
    }

    /** The name of the chat, with which streams and subjects begin. */
    public String cluster() {
        return config.cluster();
    }

    /** Whether there is a connection, as far as is known: that a server stands still shows after some seconds. */
    public boolean isConnected() {
        Link current = link;
        return current != null && current.isConnected();
    }

    /** The server of it that this one is connected to, or was last. */
    public Place place() {
        return linkOrRefusal().place();
    }

    /** Tells each time when the connection is lost (false) and made anew (true), on a thread on which nobody may wait. */
    public void onConnectionChange(Consumer<Boolean> listener) {
        listeners.add(listener);
    }

    /**
     * Sends something to whoever listens, and does not wait.
     *
     * @throws EngineException there is no connection (not sent)
     */
    public void publish(String subject, byte[] data) {
        linkOrRefusal().publish(subject, data);
    }

    /**
     * Asks whoever listens to the subject. The future ends in time, on a thread on which nobody may wait. It fails with an
     * {@link EngineException} that says whether the question surely did not arrive; {@link #await} waits for it.
     */
    public CompletableFuture<byte[]> request(String subject, byte[] data, Duration timeout) {
        return request(subject, Map.of(), data, timeout);
    }

    CompletableFuture<byte[]> request(String subject, Map<String, String> headers, byte[] data, Duration timeout) {
        try {
            return linkOrRefusal().request(subject, headers, data, timeout);
        } catch (EngineException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Waits for what the engine has promised.
     *
     * @throws EngineException it has failed, or this thread was interrupted (unknown)
     */
    public static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Reason.UNKNOWN, "Interrupted while waiting for NATS.", e);
        } catch (ExecutionException | CancellationException e) {
            throw EngineException.of(e);
        }
    }

    Link linkOrRefusal() {
        Link current = link;
        if (current == null || closed) {
            throw EngineException.notConnected();
        }
        return current;
    }

    /** Listens to a subject from now on, on one thread, which the handler may keep waiting only for a moment. */
    public Subscription subscribe(String subject, Handler handler) {
        Subscription subscription = new Subscription(subject, handler, this::unsubscribe);
        lock.lock();
        try {
            subscriptions.add(subscription);
            linkOrRefusal().subscribe(subscription);
        } finally {
            lock.unlock();
        }
        return subscription;
    }

    private void unsubscribe(Subscription subscription) {
        lock.lock();
        try {
            Link current = link;
            if (subscriptions.remove(subscription) && current != null) {
                current.unsubscribe(subscription);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A stream, which is made if it is not there.
     *
     * @throws EngineException there is another one of that name (refused), or the engine does not answer
     */
    public EngineStream stream(StreamSettings settings) {
        return EngineStream.open(this, settings);
    }

    /** The bucket {@code KV_CLUSTER_NAME}, made if it is not there, with keys of any characters. Throws as {@link #stream}. */
    public Bucket bucket(String name) {
        return Bucket.open(this, name, true);
    }

    /** The same with keys that stand in its subjects as they are, and are made of {@code A-Z a-z 0-9 - _} only. */
    public Bucket plainBucket(String name) {
        return Bucket.open(this, name, false);
    }

    /** Ends the connection; everything is refused from now on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Link current = link;
            if (current != null) {
                current.close();
            }
        } finally {
            lock.unlock();
        }
        threads.close();
    }
}

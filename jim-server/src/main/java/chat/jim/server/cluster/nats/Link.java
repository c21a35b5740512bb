package chat.jim.server.cluster.nats;

import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.text.Texts;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ServerInfo;
import io.nats.client.impl.Headers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine. It never reconnects: jnats would then also send what had waited in its queue, long after
 * whoever sent it was told that it has failed. With the connection that is lost.
 */
final class Link implements Closeable {
    private static final Texts TEXTS = Texts.of(Link.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** A server that stands still is given up after three of these, in time to go to another one before the lease ends. */
    private static final Duration PING = Duration.ofSeconds(2);

    /**
     * In milliseconds. Where this process stood still, answers may be there by now that are not read yet: they come before the
     * question is given up.
     */
    private static final long AFTER_STANDSTILL = 200;

    /** Of jnats itself: it gives a question up later than this class does. */
    private static final Duration JNATS_PATIENCE = Duration.ofSeconds(30);

    private static final Duration WRITE = Duration.ofSeconds(5);
    private static final Duration QUEUE = Duration.ofSeconds(1);

    private final Connection connection;
    private final LinkOptions options;
    private final CountDownLatch lost;
    private final Map<Subscription, Dispatcher> dispatchers = new ConcurrentHashMap<>();

    private Link(Connection connection, LinkOptions options, CountDownLatch lost) {
        this.connection = connection;
        this.options = options;
        this.lost = lost;
    }

    /**
     * Connects to one of the servers.
     *
     * @throws EngineException none can be reached (not sent), or it is not one that we can use (refused)
     * @throws InterruptedException the thread was interrupted meanwhile
     */
    static Link open(EngineConfig config, Collection<String> servers, EngineThreads threads, EngineLog log)
            throws InterruptedException {
        CountDownLatch lost = new CountDownLatch(1);
        LinkOptions own = new LinkOptions(config, servers, log);
        Options.Builder options = own.builder()
                .connectionName("jim-server")
                .inboxPrefix("_INBOX_" + config.cluster())
                .maxReconnects(0)
                .reconnectBufferSize(0)
                .connectionTimeout(CONNECT)
                .pingInterval(PING)
                .maxPingsOut(2)
                .socketWriteTimeout(WRITE)
                .writeQueuePushTimeout(QUEUE)
                .requestCleanupInterval(Duration.ofSeconds(1))
                .reportNoResponders()
                .connectionListener(awaiting(lost))
                .executor(threads.pool())
                .scheduledExecutor(threads.timer())
                .connectExecutor(threads.pool())
                .callbackExecutor(threads.callbacks());
        try {
            Link link = new Link(Nats.connect(options.build()), own, lost);
            link.check();
            link.tryRights(config.cluster(), threads);
            return link;
        } catch (AuthenticationException e) {
            throw own.refusal(e);
        } catch (IOException e) {
            threads.awaitTold();
            throw own.failure(e);
        }
    }

    /** A server that cannot be reached is told as a loss, too, before the next one is tried. */
    private static ConnectionListener awaiting(CountDownLatch lost) {
        AtomicBoolean wasThere = new AtomicBoolean();
        return (connection, event) -> {
            if (event == Events.CONNECTED) {
                wasThere.set(true);
            } else if (event == Events.CLOSED || (event == Events.DISCONNECTED && wasThere.get())) {
                lost.countDown();
            }
        };
    }

    /**
     * Does at once what this server has to be allowed to do, but where it does no harm: the engine only complains of what is
     * forbidden, and gives no answer that one could wait for.
     */
    private void tryRights(String cluster, EngineThreads threads) throws InterruptedException {
        try {
            for (String subject : List.of(cluster + ".all", cluster + ".n.nobody", "$KV." + cluster + "_ACCOUNTS.>")) {
                connection.subscribe(subject).unsubscribe();
            }
            for (String subject : List.of(cluster + ".n.nobody", "_INBOX_" + cluster + ".nobody")) {
                connection.publish(subject, new byte[0]);
            }
            connection.flush(CONNECT);
        } catch (IllegalStateException | TimeoutException e) {
            return; // lost already
        }
        threads.awaitTold();
        if (options.forbidden() != null) {
            close();
        }
        checkRights();
    }

    /** Fails if something was refused to the user of this server (refused). */
    void checkRights() {
        String forbidden = options.forbidden();
        if (forbidden != null) {
            throw EngineException.refused(forbidden);
        }
    }

    private void check() {
        ServerInfo info = connection.getServerInfo();
        String place = info.getHost() + ":" + info.getPort();
        String fault = !info.isSameOrNewerThanVersion(EngineConfig.OLDEST)
                ? TEXTS.say("nats.version", place, info.getVersion(), EngineConfig.OLDEST)
                : info.isJetStreamAvailable() ? null : TEXTS.say("nats.nojetstream", place);
        if (fault != null) {
            close();
            throw EngineException.refused(fault);
        }
    }

    /** The one server that this is connected to. */
    Engine.Place place() {
        String version = connection.getServerInfo().getVersion();
        InetAddress self = connection.getClientInetAddress();
        return new Engine.Place(String.valueOf(connection.getConnectedUrl()), version, self);
    }

    /** The addresses of all servers that this one has told of. */
    Collection<String> servers() {
        return connection.getServers();
    }

    boolean isConnected() {
        return lost.getCount() > 0 && connection.getStatus() == Connection.Status.CONNECTED;
    }

    void awaitLost() throws InterruptedException {
        lost.await();
    }

    /** Sends something, and does not wait. */
    void publish(String subject, byte[] data) {
        refuseIfLost();
        try {
            connection.publish(subject, data);
        } catch (IllegalStateException e) {
            throw notSent(e);
        }
    }

    /** Sends a question. The future fails with an {@link EngineException}, possibly as the cause of another exception. */
    CompletableFuture<byte[]> request(String subject, Map<String, String> headers, byte[] data, Duration timeout) {
        try {
            refuseIfLost();
            CompletableFuture<Message> asked =
                    connection.requestWithTimeout(subject, jnatsOwn(headers), data, timeout.plus(JNATS_PATIENCE));
            return asked.copy()
                    .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionallyCompose(failure -> asked.orTimeout(AFTER_STANDSTILL, TimeUnit.MILLISECONDS))
                    .handle((answer, failure) -> answered(answer, failure));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(notSent(e)); // lost meanwhile, or longer than the server takes
        } catch (EngineException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static @Nullable Headers jnatsOwn(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return null;
        }
        Headers own = new Headers();
        headers.forEach((name, value) -> own.put(name, value));
        return own;
    }

    private static byte[] answered(@Nullable Message answer, @Nullable Throwable failure) {
        if (answer != null) {
            return answer.getData();
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof JetStreamStatusException) {
            throw new EngineException(Reason.NOT_SENT, TEXTS.say("nats.nobody"));
        }
        throw new EngineException(
                Reason.UNKNOWN, TEXTS.say(cause instanceof TimeoutException ? "nats.late" : "nats.broken"));
    }

    private void refuseIfLost() {
        if (!isConnected()) {
            throw EngineException.notConnected();
        }
    }

    private static EngineException notSent(RuntimeException e) {
        return new EngineException(Reason.NOT_SENT, "NATS does not take it: " + e.getMessage(), e);
    }

    /** Begins to listen; when it returns, the server knows of it, unless the connection is lost. */
    void subscribe(Subscription subscription) {
        if (!isConnected()) {
            return;
        }
        try {
            Dispatcher dispatcher = connection.createDispatcher(
                    message -> subscription.handle(message.getData(), reply(message.getReplyTo())));
            dispatcher.setPendingLimits(0, 0);
            dispatchers.put(subscription, dispatcher);
            dispatcher.subscribe(subscription.subject());
            connection.flush(CONNECT);
        } catch (IllegalStateException | TimeoutException e) {
            close(); // the next connection listens
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens no more. */
    void unsubscribe(Subscription subscription) {
        Dispatcher dispatcher = dispatchers.remove(subscription);
        if (dispatcher != null && isConnected()) {
            try {
                connection.closeDispatcher(dispatcher);
            } catch (IllegalStateException e) {
                return; // lost meanwhile: the next connection does not know it
            }
        }
    }

    private Consumer<byte[]> reply(@Nullable String to) {
        return answer -> {
            if (to != null && isConnected()) {
                try {
                    connection.publish(to, answer);
                } catch (IllegalStateException | IllegalArgumentException e) {
                    return; // lost meanwhile, or nobody can be answered there: who has asked is told that nobody knows
                }
            }
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

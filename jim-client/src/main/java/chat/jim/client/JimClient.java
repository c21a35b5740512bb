package chat.jim.client;

import chat.jim.net.Connection;
import chat.jim.process.Background;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Codec;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a JIM server, without a screen: sends requests, matches the answers to them, answers probes, and tells
 * a {@link ClientListener} what comes unasked. One thread of its own receives; requests may be made from any other
 * thread, and do nothing once the connection has ended.
 */
public final class JimClient implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(JimClient.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int GOODBYE_SECONDS = 2;
    private static final int ANSWER_SECONDS = 10;
    private static final String NO_ANSWER = "it does not answer; is it a JIM server?";

    /** Requests that may be unanswered at once: who sends more waits, so that a long file does not fill the memory. */
    private static final int WINDOW = 64;

    private final Connection connection;
    private final ClientListener listener;
    private final InstantSource clock;
    private final Codec codec = new Codec();
    private final Semaphore window = new Semaphore(WINDOW);
    private final Answers answers = new Answers();

    /** Makes the order in which answers are expected that of the requests on the wire. */
    private final ReentrantLock sending = new ReentrantLock();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Address name;
    private volatile boolean leaving;
    private volatile String reason = "it has hung up.";

    private JimClient(Connection connection, ClientListener listener, InstantSource clock) {
        this.connection = connection;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Connects to a server; nobody is logged in yet.
     *
     * @throws IOException if no server answers there
     */
    public static JimClient connect(String host, int port, ClientListener listener, InstantSource clock)
            throws IOException {
        JimClient client = new JimClient(Connection.connect(host, port, CONNECT_MILLIS), listener, clock);
        Background.start("receiver", client::receiveAll);
        return client;
    }

    /**
     * Comes online as a guest of that name, and waits for the answer.
     *
     * @throws IOException the connection is lost, or no answer comes
     */
    public Response login(Address account) throws IOException {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        request(presence(account), answer::complete);
        CompletableFuture.anyOf(answer, ended)
                .completeOnTimeout(null, ANSWER_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!answer.isDone()) {
            reason = NO_ANSWER;
            connection.close();
            throw new IOException(reason);
        }
        Response response = answer.join();
        if (!response.code().isError()) {
            name = account;
            LOG.info("Online as {}", account);
        }
        return response;
    }

    /** The name that it is online by; null before. */
    public @Nullable Address name() {
        return name;
    }

    /** Sends a text to an account or a room. See {@link #request}. */
    public void message(Address to, String text, Consumer<Response> onAnswer) {
        String encoding = text.chars().allMatch(c -> c < 0x80) ? null : "utf-8";
        request(new Action.Msg(now(), to, name, encoding, text), onAnswer);
    }

    /** Enters a room. See {@link #request}. */
    public void join(Address room, Consumer<Response> onAnswer) {
        request(new Action.Join(now(), room), onAnswer);
    }

    /** Leaves a room. See {@link #request}. */
    public void leave(Address room, Consumer<Response> onAnswer) {
        request(new Action.Leave(now(), room), onAnswer);
    }

    /** Asks for the names in a room, or of all that are online. See {@link #request}. */
    public void who(@Nullable Address room, Consumer<Response> onAnswer) {
        request(new Action.Who(now(), room), onAnswer);
    }

    /** Asks for the names of the rooms. See {@link #request}. */
    public void rooms(Consumer<Response> onAnswer) {
        request(new Action.Rooms(now()), onAnswer);
    }

    /**
     * Sends a request; waits while too many are unanswered. The answer, a list whole, is given to {@code onAnswer} on the
     * receiving thread; it never comes if the connection is lost.
     *
     * @throws ProtocolException 400 if the request would be too long; nothing is sent then
     */
    public void request(Action action, Consumer<Response> onAnswer) {
        Frame frame = codec.encode(action);
        window.acquireUninterruptibly();
        if (ended.isDone()) {
            window.release();
            return;
        }
        send(frame, answer -> {
            window.release();
            onAnswer.accept(answer);
        });
    }

    /** Says {@code quit}, waits a moment for the answers, and closes; false if not all requests were answered. */
    public boolean quit() {
        leaving = true;
        int mayBeMissing = 0;
        if (!ended.isDone()) {
            mayBeMissing = 1; // not every server answers a quit
            post(codec.encode(new Action.Quit(now())), answer -> {});
            connection.finish();
            ended.completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS).join();
        }
        connection.close();
        return answers.missing() <= mayBeMissing;
    }

    /** Quits. Nothing is heard after that. */
    @Override
    public void close() {
        quit();
    }

    private void send(Frame frame, Consumer<Response> onAnswer) {
        post(frame, onAnswer);
        connection.flush();
    }

    private void post(Frame frame, Consumer<Response> onAnswer) {
        sending.lock();
        try {
            answers.expect(onAnswer);
            connection.post(frame);
        } finally {
            sending.unlock();
        }
    }

    private void receiveAll() {
        try (connection) {
            boolean more = true;
            while (more) {
                more = receive();
            }
        } catch (IOException e) {
            LOG.debug("The connection broke", e);
        } finally {
            end();
        }
    }

    /** Receives one object; false at the end. What is no good object is passed over, so that the next one is heard. */
    private boolean receive() throws IOException {
        try {
            Frame frame = connection.read();
            if (frame == null) {
                return false;
            }
            handle(codec.decode(frame));
        } catch (FrameException e) {
            LOG.warn("The server sent no good object: {}", e.getMessage());
            return !e.fatal();
        } catch (ProtocolException e) {
            LOG.warn("The server sent something unknown: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("What came could not be handled", e);
        }
        return true;
    }

    private void handle(Message message) {
        if (message instanceof Response response) {
            handle(response);
        } else if (message instanceof Action.Msg msg) {
            listener.onMessage(msg);
        } else if (message instanceof Action.Probe && name != null) {
            send(codec.encode(presence(name)), answer -> {});
        }
    }

    private void handle(Response response) {
        if (response.code().isNotice()) {
            listener.onNotice(response);
            return;
        }
        answers.receive(response);
    }

    private void end() {
        boolean lost = !leaving;
        ended.complete(null);
        window.release(WINDOW);
        if (lost) {
            LOG.info("Lost: {}", reason);
            listener.onLost(reason);
        }
    }

    private Action.Presence presence(Address account) {
        return new Action.Presence(now(), null, account, null);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

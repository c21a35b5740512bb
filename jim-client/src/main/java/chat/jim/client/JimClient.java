package chat.jim.client;

import chat.jim.net.Connection;
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
import java.net.InetSocketAddress;
import java.net.Socket;
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
 * a {@link Listener} what comes unasked. Requests may be made from any thread; one thread of its own receives.
 */
public final class JimClient implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(JimClient.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int GOODBYE_SECONDS = 2;

    /** Requests that may be unanswered at once: who sends more waits, so that a long file does not fill the memory. */
    private static final int WINDOW = 64;

    /** Hears what the server sends unasked, on the receiving thread. */
    public interface Listener {
        /** A message has come. */
        void onMessage(Action.Msg msg);

        /** A notice has come, 100 or 101. */
        void onNotice(Response notice);

        /** The connection has ended without this client's wish; nothing is heard after that. */
        void onLost();
    }

    private final Connection connection;
    private final Listener listener;
    private final InstantSource clock;
    private final Codec codec = new Codec();
    private final Semaphore window = new Semaphore(WINDOW);

    private final Answers answers = new Answers();

    /** Makes the order in which answers are expected that of the requests on the wire. */
    private final ReentrantLock sending = new ReentrantLock();

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Address name;
    private volatile boolean leaving;

    private JimClient(Connection connection, Listener listener, InstantSource clock) {
        this.connection = connection;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Connects to a server; nobody is logged in yet.
     *
     * @throws IOException if no server answers there
     */
    public static JimClient connect(String host, int port, Listener listener, InstantSource clock) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        JimClient client = new JimClient(new Connection(socket), listener, clock);
        Thread receiver = new Thread(client::receiveAll, "receiver");
        receiver.setDaemon(true);
        receiver.start();
        return client;
    }

    /**
     * Comes online as a guest of that name, and waits for the answer.
     *
     * @throws IOException the connection is lost
     */
    public Response login(Address account) throws IOException {
        name = account;
        CompletableFuture<Response> answer = new CompletableFuture<>();
        request(presence(account), answer::complete);
        CompletableFuture.anyOf(answer, ended).join();
        if (!answer.isDone()) {
            throw new IOException("The connection ended before the answer came.");
        }
        return answer.join();
    }

    /** The name given to the last {@link #login}. */
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
        send(frame, answer -> {
            window.release();
            onAnswer.accept(answer);
        });
    }

    /** Says {@code quit}, waits a moment until all is answered, and closes. Nothing is heard after that. */
    @Override
    public void close() {
        leaving = true;
        if (!ended.isDone()) {
            post(codec.encode(new Action.Quit(now())), answer -> {});
            connection.finish();
            ended.completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS).join();
        }
        connection.close();
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
            LOG.debug("The connection broke: {}", e.getMessage());
        }
        end();
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
            listener.onLost();
        }
    }

    private Action.Presence presence(Address account) {
        return new Action.Presence(now(), null, account, null);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.process.Failure;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import chat.jim.thread.Threads;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One guest's connection: counts its requests and the answers to them, and answers probes. Once it has begun, it is read on
 * a thread of its own, and may be written to from any thread.
 */
final class Peer implements Incoming.Handler {
    private static final Texts TEXTS = Texts.of(Peer.class);
    private static final int PATIENCE_MILLIS = 10_000;
    private final String name;
    private final Socket socket;
    private final OutputStream out;
    private final FrameReader reader;
    private final Consumer<String> onBroken;
    private final ReentrantLock writing = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String refusal;
    private BiConsumer<byte[], byte[]> onMessage = (from, text) -> {};
    private Runnable beforeWaiting = () -> {};
    private volatile boolean leaving;

    /**
     * Connects to a server.
     *
     * @param onBroken gets a sentence if the connection breaks
     * @throws IOException nobody listens there
     */
    Peer(String name, ServerAddress server, Consumer<String> onBroken) throws IOException {
        this.name = name;
        this.onBroken = onBroken;
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(server.host(), server.port()), PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            out = socket.getOutputStream();
            reader = new FrameReader(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    /** Comes online as a guest. Only before {@link #begin}. */
    void comeOnline() {
        request(presence());
    }

    /** Enters a room. Only before {@link #begin}. */
    void join(String room) {
        request(new Action.Join(seconds(), Address.room(room)));
    }

    private Action presence() {
        return new Action.Presence(seconds(), null, Address.account(name), null);
    }

    private void request(Action action) {
        try {
            send(action);
            while (unanswered() > 0) {
                Frame frame = reader.read();
                if (frame == null) {
                    throw new Failure(TEXTS.say("closed", name, serverSaid()));
                }
                Incoming.dispatch(frame, this);
            }
        } catch (IOException | FrameException | ProtocolException e) {
            throw new Failure(TEXTS.say("strange", String.valueOf(e.getMessage())));
        }
        if (refused() > 0) {
            throw new Failure(TEXTS.say("refused", serverSaid()));
        }
    }

    /**
     * Starts to read.
     *
     * @param newOnMessage gets the sender and the text of each message
     * @param newBeforeWaiting runs when everything that has arrived was handled
     */
    void begin(BiConsumer<byte[], byte[]> newOnMessage, Runnable newBeforeWaiting) throws IOException {
        onMessage = newOnMessage;
        beforeWaiting = newBeforeWaiting;
        socket.setSoTimeout(0);
        Threads.start(this::readAll);
    }

    /** Writes the first {@code length} bytes, which contain {@code count} requests. */
    void write(byte[] bytes, int length, int count) throws IOException {
        writing.lock();
        try {
            asked.addAndGet(count);
            out.write(bytes, 0, length);
        } finally {
            writing.unlock();
        }
    }

    private void send(Action action) throws IOException {
        byte[] line = (Codec.encode(action).text() + "\n").getBytes(UTF_8);
        write(line, line.length, 1);
    }

    /** Makes so many requests at once that mean nothing. */
    void sendIdle(int count) throws IOException {
        byte[] lines = (Codec.encode(presence()).text() + "\n").repeat(count).getBytes(UTF_8);
        write(lines, lines.length, count);
    }

    private void readAll() {
        try {
            boolean more = true;
            while (more) {
                Frame frame = reader.next();
                if (frame == null) {
                    beforeWaiting.run();
                    more = reader.fill();
                } else {
                    Incoming.dispatch(frame, this);
                }
            }
            broken(TEXTS.say("slow", name, serverSaid()));
        } catch (IOException e) {
            broken(TEXTS.say("broke", name, String.valueOf(e.getMessage()), serverSaid()));
        } catch (FrameException | ProtocolException e) {
            broken(TEXTS.say("bad", name, String.valueOf(e.getMessage())));
        } finally {
            ended.countDown();
        }
    }

    /** Reports that this connection is broken, unless it is leaving anyway. */
    void broken(String sentence) {
        if (!leaving) {
            onBroken.accept(sentence);
        }
    }

    @Override
    public void onMessage(byte[] from, byte[] text) {
        onMessage.accept(from, text);
    }

    @Override
    public void onProbe() throws IOException {
        send(presence());
    }

    @Override
    public void onOk() {
        countAnswer();
    }

    @Override
    public void onAnswer(Response response) {
        if (response.code().isError()) {
            refused.incrementAndGet();
            if (refusal == null) {
                refusal = response.code() + (response.text() == null ? "" : " " + response.text());
            }
        }
        countAnswer();
    }

    private void countAnswer() {
        answered.incrementAndGet();
        if (unanswered() < 0) {
            broken(TEXTS.say("surplus", name, serverSaid()));
        }
    }

    /** How many requests are unanswered; negative if there were more answers than requests. */
    long unanswered() {
        return asked.get() - answered.get();
    }

    /** How many requests were refused. */
    long refused() {
        return refused.get();
    }

    /** The first refusal, if there was one. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** The first refusal as the end of a sentence, or nothing. */
    private String serverSaid() {
        return refusal == null ? "" : " " + TEXTS.say("words", refusal);
    }

    /** Asks the server to end the connection. */
    void leave() {
        leaving = true;
        try {
            send(new Action.Quit(seconds()));
        } catch (IOException e) {
            close();
        }
    }

    /** Waits until the server has ended the connection, and after {@code millis} ends it by force. */
    void awaitEnd(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
                close();
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    void close() {
        leaving = true;
        try {
            socket.close();
        } catch (IOException e) {
            return; // nobody uses the connection any more
        }
    }

    private static long seconds() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }
}

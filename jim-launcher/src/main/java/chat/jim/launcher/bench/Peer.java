package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.net.Threads;
import chat.jim.process.Failure;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One guest's connection: counts what it asks and what is answered, and answers probes. Once it has begun, it is read on
 * a thread of its own, and written from any.
 */
final class Peer implements Incoming.Taker {
    private static final Texts TEXTS = Texts.of(Peer.class);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Codec CODEC = new Codec();

    private final String name;
    private final Socket socket;
    private final OutputStream out;
    private final FrameReader reader;
    private final Consumer<String> onBroken;
    private final ReentrantLock writing = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Requests requests = new Requests();
    private BiConsumer<byte[], byte[]> onText = (from, text) -> {};
    private Runnable beforeWaiting = () -> {};
    private volatile boolean leaving;

    /**
     * Connects to a server.
     *
     * @param onBroken told once, in a sentence, should the connection not last
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
            while (requests.open() > 0) {
                Frame frame = reader.read();
                if (frame == null) {
                    throw new Failure(TEXTS.say("closed", name, requests.words()));
                }
                Incoming.sort(frame, this);
            }
        } catch (IOException | FrameException | ProtocolException e) {
            throw new Failure(TEXTS.say("strange", String.valueOf(e.getMessage())));
        }
        if (requests.refused() > 0) {
            throw new Failure(TEXTS.say("refused", requests.words()));
        }
    }

    /** Reads from now on: the sender and the text of each message are given to {@code onText}. */
    void begin(BiConsumer<byte[], byte[]> newOnText, Runnable newBeforeWaiting) throws IOException {
        onText = newOnText;
        beforeWaiting = newBeforeWaiting;
        socket.setSoTimeout(0);
        Threads.start(this::readAll);
    }

    /** Writes so many bytes, with so many requests (the count) in them. */
    void write(byte[] bytes, int length, int count) throws IOException {
        writing.lock();
        try {
            requests.asked(count);
            out.write(bytes, 0, length);
        } finally {
            writing.unlock();
        }
    }

    private void send(Action action) throws IOException {
        byte[] line = (CODEC.encode(action).text() + "\n").getBytes(UTF_8);
        write(line, line.length, 1);
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
                    Incoming.sort(frame, this);
                }
            }
            broken(TEXTS.say("slow", name, requests.words()));
        } catch (IOException e) {
            broken(TEXTS.say("broke", name, String.valueOf(e.getMessage()), requests.words()));
        } catch (FrameException | ProtocolException e) {
            broken(TEXTS.say("bad", name, String.valueOf(e.getMessage())));
        } finally {
            ended.countDown();
        }
    }

    /** Says that this connection is of no more use, unless it is leaving anyway. */
    void broken(String sentence) {
        if (!leaving) {
            onBroken.accept(sentence);
        }
    }

    @Override
    public void onText(byte[] from, byte[] text) {
        onText.accept(from, text);
    }

    @Override
    public void onProbe() throws IOException {
        send(presence());
    }

    @Override
    public void onOk() {
        requests.answeredOk();
        checkSurplus();
    }

    @Override
    public void onAnswer(Response response) {
        requests.answered(response);
        checkSurplus();
    }

    private void checkSurplus() {
        if (requests.open() < 0) {
            broken(TEXTS.say("surplus", name, requests.words()));
        }
    }

    /** What was asked, and how it was answered. */
    Requests requests() {
        return requests;
    }

    /** Says good-bye. */
    void leave() {
        leaving = true;
        try {
            send(new Action.Quit(seconds()));
        } catch (IOException e) {
            close();
        }
    }

    /** Waits until its thread has ended: at the server's end of it, or by force after so long. */
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

    /** Closes now. */
    void close() {
        leaving = true;
        try {
            socket.close();
        } catch (IOException e) {
            return; // nobody needs it any more
        }
    }

    private static long seconds() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }
}

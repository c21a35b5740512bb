package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.text.Texts;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Sends one peer's messages, as many as its window allows. May be used from any thread. */
final class Sender {
    private static final Texts TEXTS = Texts.of(Sender.class);

    /** About as many bytes are written at once. */
    private static final int BUFFER = 32 * 1024;

    /** With more unanswered requests than this, a sender in a room waits. */
    private static final int MOST_UNANSWERED = 1000;

    private static final long POLL_NANOS = 100_000;

    private final int id;
    private final Peer peer;
    private final byte[] name;
    private final MessageText text;
    private final Window window;
    private final Result.Interval clock;
    private final int most;
    private final byte[] buffer;
    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean stopped;

    Sender(int id, Peer peer, String to, Plan plan, Result.Interval clock) {
        this.id = id;
        this.peer = peer;
        this.clock = clock;
        name = peer.name().getBytes(UTF_8);
        text = new MessageText(id, peer.name(), to, plan.bytes());
        window = new Window(plan.window(), plan.copies());
        most = Math.min(plan.window(), BUFFER / text.lineLength());
        buffer = new byte[most * text.lineLength()];
    }

    int id() {
        return id;
    }

    Peer peer() {
        return peer;
    }

    Window window() {
        return window;
    }

    /** The number of a message that has arrived, or -1 if it is not exactly one that this sender has sent. */
    long number(byte[] from, byte[] came) {
        long number = Arrays.equals(from, name) ? text.number(came) : -1;
        return number < window.sent() ? number : -1;
    }

    /** Sends as many messages as the window has room for. */
    void sendMore() {
        send(window.acquireFree());
    }

    /** Sends whenever the window has room, until it is stopped. */
    void sendAll() {
        while (!stopped) {
            int places = window.acquire();
            awaitAnswers();
            send(places);
        }
    }

    /**
     * Waits for the server's answers. The window only counts deliveries: without this, a member that is slow to read its
     * answers would let them pile up at the server until the server drops it.
     */
    private void awaitAnswers() {
        while (!stopped && peer.unanswered() > MOST_UNANSWERED) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Stops sending: once this has returned, nothing more is sent. */
    void stop() {
        sending.lock();
        try {
            stopped = true;
        } finally {
            sending.unlock();
        }
        window.free(1);
    }

    private void send(int count) {
        sending.lock();
        try {
            for (int left = count; left > 0 && !stopped; left -= most) {
                write(Math.min(left, most));
            }
        } catch (IOException e) {
            peer.broken(TEXTS.say("unsent", peer.name(), String.valueOf(e.getMessage())));
        } finally {
            sending.unlock();
        }
    }

    private void write(int count) throws IOException {
        long now = clock.now();
        long seconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        for (int i = 0; i < count; i++) {
            text.write(window.send(now), seconds, buffer, i * text.lineLength());
        }
        peer.write(buffer, count * text.lineLength(), count);
    }
}

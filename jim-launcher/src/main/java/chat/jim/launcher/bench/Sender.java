package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.text.Texts;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Sends one peer's messages, as many as its window lets it. May be used from any thread. */
final class Sender {
    private static final Texts TEXTS = Texts.of(Sender.class);

    /** What is written at once, about. */
    private static final int BUFFER = 32 * 1024;

    /** Requests without an answer at which a sender in a room waits. */
    private static final int MOST_OPEN = 1000;

    private static final long LOOK_NANOS = 100_000;

    private final int id;
    private final Peer peer;
    private final byte[] name;
    private final MessageText text;
    private final Window window;
    private final Interval clock;
    private final int most;
    private final byte[] buffer;
    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean stopped;

    Sender(int id, Peer peer, String to, Plan plan, Interval clock) {
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

    /** The number of that message, or -1 if it is none of this sender's as it was sent. */
    long number(byte[] from, byte[] came) {
        long number = Arrays.equals(from, name) ? text.number(came) : -1;
        return number < window.sent() ? number : -1;
    }

    /** Sends as many messages as may go now. */
    void sendMore() {
        send(window.takePlaces());
    }

    /** Sends whenever there is place, until it is stopped. */
    void sendAll() {
        while (!stopped) {
            int places = window.awaitPlaces();
            awaitAnswers();
            send(places);
        }
    }

    /**
     * The window counts what the others have, not the answers: a member that is slow to read them would let them pile up at
     * the server until that has to drop it, since it cannot hold up the others who write to this member too.
     */
    private void awaitAnswers() {
        while (!stopped && peer.requests().open() > MOST_OPEN) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Sends nothing more, once this has returned. */
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

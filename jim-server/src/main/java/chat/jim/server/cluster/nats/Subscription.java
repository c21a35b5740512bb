package chat.jim.server.cluster.nats;

import chat.jim.fault.FatalErrors;
import java.io.Closeable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What is listened to, on each connection to the engine anew, until it is closed. */
public final class Subscription implements Closeable {
    private final String subject;
    private final Handler handler;
    private final Consumer<Subscription> end;

    /** Held while a message is handled: a lost connection may still have one, when the next connection brings others. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean closed;

    Subscription(String subject, Handler handler, Consumer<Subscription> end) {
        this.subject = subject;
        this.handler = handler;
        this.end = end;
    }

    /** What is listened to. */
    public String subject() {
        return subject;
    }

    void handle(byte[] data, Consumer<byte[]> reply) {
        turn.lock();
        try {
            if (!closed) {
                FatalErrors.guard(() -> handler.handle(data, reply));
            }
        } finally {
            turn.unlock();
        }
    }

    /** Listens no more. What is being handled is handled to its end. */
    @Override
    public void close() {
        closed = true;
        end.accept(this);
    }
}

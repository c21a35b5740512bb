package chat.jim.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Knows whether the messages that a link has received are shown to somebody, and not only handed to the listener. */
final class ShownMessages {
    private static final int SHOWING_SECONDS = 2;

    private final ClientListener listener;

    /** Held by the receiving thread from the receipt of a message until the listener has had a pause to show it. */
    private final ReentrantLock showing = new ReentrantLock();

    /** Messages for that listener. */
    ShownMessages(ClientListener listener) {
        this.listener = listener;
    }

    /** A message is about to be handed to the listener. Only for the receiving thread. */
    void add() {
        if (!showing.isHeldByCurrentThread()) {
            showing.lock();
        }
    }

    /** Lets the listener show what it was told. Only for the receiving thread. */
    void pause() {
        listener.onPause();
        if (showing.isHeldByCurrentThread()) {
            showing.unlock();
        }
    }

    /** Whether all are shown; waits a moment for what is being shown just now. From any thread. */
    boolean areAll() {
        try {
            if (showing.tryLock(SHOWING_SECONDS, TimeUnit.SECONDS)) {
                showing.unlock();
                return listener.showsAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}

package chat.jim.server.mailbox;

import chat.jim.server.mailbox.UnackedMessages.InStore;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.MailStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one mailbox from the store, and has them sent: one thread at a time, so that each is sent once. May
 * wait for the store. From any thread.
 */
final class Drain {
    private final Mailbox mailbox;
    private final StoredLetters stored;

    /** Never taken by a thread that holds the lock of the mailbox. */
    private final ReentrantLock draining = new ReentrantLock();

    /**
     * How far the store is read.
     *
     * @param sent the messages that were sent from there
     * @param change the last change before
     * @param restarts how often it was begun anew
     */
    record Position(List<InStore> sent, CompletableFuture<?> change, int restarts) {}

    Drain(Mailbox mailbox, StoredLetters stored) {
        this.mailbox = mailbox;
        this.stored = stored;
    }

    /**
     * Has sent what waits for that login, and for all others, as much as may be unconfirmed. If another thread does so, waits
     * for that on the thread of the login, else does nothing: on a slow disk more threads would only wait.
     *
     * @param by the peer of the login, on its thread, whose flushes write the messages; null leaves that to other threads
     */
    void run(Delivery login, @Nullable Peer by) {
        if (mailbox.position(login) == null) {
            return;
        } else if (by != null) {
            draining.lock();
        } else if (!draining.tryLock()) {
            return;
        }
        try {
            Position position = mailbox.position(login);
            while (position != null) {
                if (by != null) {
                    by.handOver(); // the store may be slow, and others do not wait for it
                }
                position.change().handle((done, failure) -> 0L).join();
                List<MailStore.Kept> batch = stored.readBehind(position.sent());
                mailbox.send(batch, position, by);
                position = mailbox.position(login);
            }
        } finally {
            draining.unlock();
        }
    }
}

package chat.jim.server.mailbox;

import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message for a mailbox on the thread of its sender, who is delayed rather than refused while a reader makes room.
 *
 * @param unread see {@link Mailbox#accept}
 */
record Intake(Mailbox mailbox, StoredLetters stored, Consumer<CompletableFuture<Long>> unread) {
    /** How long a sender is delayed. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /** See {@link Mailbox#accept}. */
    @Nullable
    Runnable accept(OutgoingMsg msg, Sender sender) {
        long patience = PATIENCE;
        while (true) {
            long removals = stored.removals().count();
            CompletableFuture<Long> kept = mailbox.offer(msg, sender);
            if (kept == null) {
                return null;
            }
            Runnable waiting = () -> mailbox.awaitKept(kept, sender.account());
            if (!mailbox.isRead()) {
                unread.accept(kept);
                return waiting;
            }
            sender.flush(); // the disk may be slow
            long began = System.nanoTime();
            if (Store.await(kept) != 0 || patience <= 0 || !stored.removals().await(removals)) {
                return waiting;
            }
            patience -= System.nanoTime() - began;
        }
    }
}

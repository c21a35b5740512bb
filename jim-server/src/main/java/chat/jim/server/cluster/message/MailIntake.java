package chat.jim.server.cluster.message;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.mailbox.Arrivals;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Hands messages from other servers to mailboxes, each once.
 *
 * @param arrivals what has come already
 * @param keeping see {@link Deliveries}
 */
record MailIntake(Arrivals arrivals, BiFunction<Address, CompletableFuture<Long>, CompletableFuture<Void>> keeping) {
    private static final long MOMENT_MILLIS = 2_000;

    /** Whether the message with that ticket has not come before. It counts as come from now on. */
    boolean isFirst(String ticket) {
        return arrivals.isFirst(ticket);
    }

    /** It was refused after all. */
    void forget(String ticket) {
        arrivals.forget(ticket);
    }

    /** Hands over one that is the first with its ticket. */
    Fate offer(OutgoingMsg msg, String ticket, Sender sender, Address to, Mailbox mailbox) {
        CompletableFuture<Long> offered = mailbox.offer(msg, sender.with(ticket));
        if (offered == null) {
            return Fate.known(Result.HANDED_OVER);
        }
        CompletableFuture<Long> kept = offered.whenComplete((id, failure) -> {
            if (failure != null || id == 0) {
                arrivals.forget(ticket);
            }
        });
        CompletableFuture<Void> told =
                mailbox.isRead() ? CompletableFuture.completedFuture(null) : keeping.apply(to, kept);
        return Fate.later(() -> kept(mailbox, kept, told, sender));
    }

    /** Waits until it is in the mailbox, and a moment until that is known where its account is now. */
    private static Result kept(
            Mailbox mailbox, CompletableFuture<Long> kept, CompletableFuture<Void> told, Sender sender) {
        try {
            mailbox.awaitKept(kept, sender.account());
            told.copy()
                    .completeOnTimeout(null, MOMENT_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            return Result.KEPT;
        } catch (ProtocolException e) {
            return mailbox.isRead() ? Result.roomSoon(e) : Result.of(e);
        } catch (StoreException e) {
            return UserDelivery.unavailable(e);
        }
    }
}

package chat.jim.server.cluster.message;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.mailbox.Arrivals;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.StoreException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Hands messages from other servers to mailboxes, each once. From any thread. */
final class MailIntake {
    private static final long MOMENT_MILLIS = 2_000;

    private final Arrivals arrivals;
    private final BiFunction<Address, CompletableFuture<Long>, CompletableFuture<Void>> keeping;

    /** What waits for those that are on their way into a mailbox, by their tickets. */
    private final Map<String, Supplier<Result>> underWay = new ConcurrentHashMap<>();

    /**
     * Takes those that have not come before.
     *
     * @param arrivals what has come already
     * @param keeping see {@link Deliveries}
     */
    MailIntake(Arrivals arrivals, BiFunction<Address, CompletableFuture<Long>, CompletableFuture<Void>> keeping) {
        this.arrivals = arrivals;
        this.keeping = keeping;
    }

    /** Whether the message with that ticket has not come before. It counts as come from now on. */
    boolean isFirst(String ticket) {
        return arrivals.isFirst(ticket);
    }

    /** Whether it has come before, perhaps to somebody who is gone. */
    boolean hasCome(String ticket) {
        return arrivals.hasCome(ticket);
    }

    /** What has become of one that has come before. */
    Fate again(String ticket) {
        Supplier<Result> keepingIt = underWay.get(ticket);
        return keepingIt == null ? Fate.known(Result.HANDED_OVER) : Fate.later(keepingIt);
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
        Supplier<Result> waiting = () -> kept(mailbox, kept, told, sender);
        underWay.put(ticket, waiting);
        CompletableFuture<?> unused = kept.whenComplete((id, failure) -> underWay.remove(ticket, waiting));
        return Fate.later(waiting);
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

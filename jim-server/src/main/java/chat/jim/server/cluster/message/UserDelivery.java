package chat.jim.server.cluster.message;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.server.cluster.message.BatchAnswer.Entry;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.history.History;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages from other servers, which were checked, over to the users who are here. From any thread; waits for nobody. */
final class UserDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(UserDelivery.class);

    private final Directory directory;
    private final ClusterNames names;
    private final Mailboxes mailboxes;
    private final MailIntake intake;

    /** Null if nothing is kept in one. */
    private final @Nullable History history;

    /** @param keeping see {@link Deliveries} */
    UserDelivery(
            Here here,
            ClusterNames names,
            BiFunction<Address, CompletableFuture<Long>, CompletableFuture<Void>> keeping) {
        this.names = names;
        directory = here.directory();
        mailboxes = here.mailboxes();
        history = here.history();
        intake = new MailIntake(mailboxes.arrivals(), keeping);
    }

    /** Hands one over, keeps it in the history, and forgets it there if it is refused. */
    Fate take(OutgoingMsg msg, String ticket, Sender sender, Address to) {
        Holder addressee = directory.find(to);
        AccountKey account = addressee == null ? null : addressee.account();
        Mailbox mailbox = account == null ? null : mailboxes.of(account);
        if (mailbox == null ? addressee == null && intake.hasCome(ticket) : !intake.isFirst(ticket)) {
            return intake.again(ticket);
        }
        try {
            keep(msg, sender, addressee);
        } catch (StoreException e) {
            intake.forget(ticket);
            return Fate.known(unavailable(e));
        }
        Entry entry = account == null || msg.id() == 0 ? null : new Entry(msg.id(), account.id());
        Fate fate = mailbox == null
                ? Fate.known(withoutMailbox(msg, sender, to, addressee))
                : intake.offer(msg, ticket, sender, to, mailbox);
        return fate.then(result -> {
            if (!result.isAccepted()) {
                withdraw(msg);
            }
            return result.in(entry);
        });
    }

    private void keep(OutgoingMsg msg, Sender sender, @Nullable Holder addressee) {
        AccountKey account = sender.account();
        if (history != null && addressee != null && account != null) {
            history.keepFromElsewhere(msg, account, addressee);
        }
    }

    private void withdraw(OutgoingMsg msg) {
        if (history != null) {
            history.withdraw(msg);
        }
    }

    private Result withoutMailbox(OutgoingMsg msg, Sender sender, Address to, @Nullable Holder addressee) {
        if (addressee != null && addressee.deliver(msg, sender)) {
            return Result.HANDED_OVER;
        } else if (addressee != null && addressee.onlyWrites()) {
            return new Result(Code.GONE.number(), to + " only writes, and reads nothing: write to #all.");
        }
        boolean isComingOrGoing = directory.isClaimed(to) || names.isHere(to);
        return isComingOrGoing ? Result.soon(to) : Result.NOT_HERE;
    }

    static Result unavailable(StoreException e) {
        LOG.atLevel(e.level()).log("A message from another server cannot be kept: {}", e.getMessage());
        return new Result(
                e.code().number(), "The server's store is unavailable: try again later, or tell its operator.");
    }
}

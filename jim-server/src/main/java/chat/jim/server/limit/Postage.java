package chat.jim.server.limit;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.Store;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many messages a mailbox takes, how many of them from one sender, and what is said to whom has no more room
 * (PROTOCOL.md, section 6). A sender is an account, or all guests together, which are null. From any thread.
 */
public final class Postage {
    private static final int GUESTS_PART = 10;
    private static final int ACCOUNTS_PART = 4;

    private final Store store;
    private final Supplier<ServerConfig.Limits> limits;

    /** Those limits, of the mailboxes in that store. */
    public Postage(Store store, Supplier<ServerConfig.Limits> limits) {
        this.store = store;
        this.limits = limits;
    }

    /** Whether all mailboxes together hold so much that no more is taken. */
    public boolean isStoreFull() {
        return store.bytes() >= limits.get().storeBytes();
    }

    /** How many messages may wait in one mailbox when another one comes. At least one of each sender may. */
    public Count most(@Nullable AccountKey sender) {
        int part = sender == null ? GUESTS_PART : ACCOUNTS_PART;
        return new Count(limits.get().mailbox(), (limits.get().mailbox() + part - 1) / part);
    }

    /** The refusal of a message from that sender to a mailbox where so many wait. */
    public ProtocolException refusal(Address owner, @Nullable AccountKey sender, Count waiting) {
        return new ProtocolException(Code.GONE, reason(owner, sender, waiting));
    }

    private String reason(Address owner, @Nullable AccountKey sender, Count waiting) {
        if (waiting.ofSender() >= most(sender).ofSender()) {
            String letters = waiting.ofSender() + (waiting.ofSender() == 1 ? " letter" : " letters");
            String there = letters + " in " + owner + "'s mailbox already: wait until " + owner + " has read them";
            return sender == null ? "Guests have " + there + ", or write with an account." : "You have " + there + ".";
        }
        if (isStoreFull() && waiting.all() < limits.get().mailbox()) {
            return "The server's mailboxes are full: try again later, or tell its operator.";
        }
        return "The mailbox of " + owner + " is full: try again later.";
    }
}

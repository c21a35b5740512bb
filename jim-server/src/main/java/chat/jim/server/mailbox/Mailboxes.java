package chat.jim.server.mailbox;

import chat.jim.server.config.ServerConfig;
import chat.jim.server.limit.Postage;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.wire.MemoryBudget;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mailboxes of all accounts, if the server keeps messages (PROTOCOL.md, section 6). From any thread. */
public final class Mailboxes {
    private final MailStore store;
    private final Arrivals arrivals = new Arrivals();
    private final Postage postage;
    private final Supplier<ServerConfig.Limits> limits;
    private final Replies replies;
    private final MemoryBudget memory;
    private final InstantSource clock;
    private final Map<AccountKey, Mailbox> mailboxes = new ConcurrentHashMap<>();

    /** Keeps messages in that store, within those limits, and counts those that it only remembers in that memory. */
    public Mailboxes(
            Store store,
            Supplier<ServerConfig.Limits> limits,
            Replies replies,
            InstantSource clock,
            MemoryBudget memory) {
        this.memory = memory;
        this.store = store.mail();
        postage = new Postage(store, limits);
        this.limits = limits;
        this.replies = replies;
        this.clock = clock;
    }

    /** The mailbox of an account, or null if this server keeps no messages. */
    public @Nullable Mailbox of(AccountKey account) {
        if (limits.get().mailbox() == 0) {
            return null;
        }
        Mailbox mailbox = mailboxes.get(account);
        return mailbox != null
                ? mailbox
                : mailboxes.computeIfAbsent(
                        account,
                        owner -> new Mailbox(
                                owner, store, arrivals, postage, limits.get().outboxBytes() / 2, memory));
    }

    /** What has come from other servers, so that nothing comes twice. */
    public Arrivals arrivals() {
        return arrivals;
    }

    /** Has a part of all mailboxes that somebody reads looked into: what another server has put there may have been missed. */
    public void look(int part, int parts) {
        mailboxes.forEach((account, mailbox) -> {
            if (Math.floorMod(account.id().hashCode(), parts) == part && mailbox.isRead()) {
                mailbox.poke(0);
            }
        });
    }

    /** Opens the account's mailbox for a peer that logs in, and is sent nothing before the first drain. Null for a guest, or if this server keeps no messages. */
    public @Nullable Delivery open(@Nullable AccountKey account, Peer peer) {
        Mailbox mailbox = account == null ? null : of(account);
        if (mailbox == null) {
            return null;
        }
        return new Delivery(mailbox, peer, replies, clock);
    }

    /** Asks readers to confirm what they were sent, and sends more to readers that understand no probes. */
    public void tick() {
        for (Mailbox mailbox : mailboxes.values()) {
            mailbox.tick().forEach(Delivery::drainInBackground);
        }
    }

    /**
     * Puts all messages that are only remembered into the store, and waits for it as long as it needs. What the store fails
     * to add is tried once more, and then stays {@link #remembered}.
     */
    public void keepAll() {
        for (int attempt = 0; attempt < 2; attempt++) {
            List<CompletableFuture<?>> changes = new ArrayList<>();
            for (Mailbox mailbox : mailboxes.values()) {
                changes.add(mailbox.keepAll());
            }
            for (CompletableFuture<?> change : changes) {
                change.handle((done, failure) -> 0L).join();
            }
        }
    }

    /** How many messages are neither on the disk nor on their way to it: they would be lost if the program ended. */
    public int remembered() {
        int remembered = 0;
        for (Mailbox mailbox : mailboxes.values()) {
            remembered += mailbox.remembered();
        }
        return remembered;
    }
}

package chat.jim.server.history;

import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is said in rooms and in talks, as the policy has it (PROTOCOL.md, section 12). A message gets its id and is on
 * its way to the disk before anybody is sent it. All methods may be called from any thread.
 */
public final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    /** While so many wait to be written, somebody who may not wait adds no more. */
    private static final int MOST_PENDING = 15_000;

    private final HistoryStore store;
    private final Supplier<HistoryPolicy> policy;
    private final Accounts accounts;
    private final ReadMarks marks;
    private final InstantSource clock;

    /** Who is refused does not wait for the disk. */
    private final Timer withdrawing = new Timer("history-withdraw");

    /** Keeps it in that store, and the marks of those accounts in theirs. */
    public History(
            HistoryStore store,
            Supplier<HistoryPolicy> policy,
            Accounts accounts,
            ReadMarks marks,
            InstantSource clock) {
        this.store = store;
        this.policy = policy;
        this.accounts = accounts;
        this.marks = marks;
        this.clock = clock;
    }

    /** What is kept. */
    public HistoryStore store() {
        return store;
    }

    /** Up to where accounts have read. */
    public ReadMarks marks() {
        return marks;
    }

    /** What is to be kept. */
    public HistoryPolicy policy() {
        return policy.get();
    }

    /** The place of the talks between two accounts. */
    public static String talk(AccountKey one, AccountKey other) {
        boolean inOrder = one.id().compareTo(other.id()) <= 0;
        return (inOrder ? one.id() : other.id()) + " " + (inOrder ? other.id() : one.id());
    }

    /** Keeps a message to a room that is kept, unless its sender wishes otherwise, and gives it its id. */
    public void keep(OutgoingMsg msg, Peer sender, Address room) {
        if (msg.mayBeKept() && msg.id() == 0) {
            add(msg, sender, room.key());
        }
    }

    /**
     * Keeps a message from one account to another, and gives it its id, if both have wished that.
     *
     * @param addressee the other account if it is online, or null
     */
    public void keep(OutgoingMsg msg, Peer sender, AccountKey to, @Nullable Holder addressee) {
        AccountKey own = sender.account();
        if (sender.holder().keepsTalks()
                && own != null
                && !own.equals(to)
                && msg.mayBeKept()
                && msg.id() == 0
                && keepsTalks(to, addressee)) {
            add(msg, sender, talk(own, to));
        }
    }

    /**
     * Keeps a message of an account at another server to one here, and gives it its id, if both have wished that: its sender
     * has, if it may be kept. While very many wait for the disk, it is not kept: this waits for nobody.
     */
    public void keepFromElsewhere(OutgoingMsg msg, AccountKey sender, Holder addressee) {
        AccountKey to = addressee.account();
        if (msg.mayBeKept()
                && to != null
                && !to.equals(sender)
                && addressee.keepsTalks()
                && store.pending() < MOST_PENDING) {
            msg.setId(store.add(talk(sender, to), sender.name(), sender, msg.standard()));
        }
    }

    /** Keeps a copy of a message to a room that has its home at another server, where it is kept by that id. */
    public void keepCopy(long id, Frame message, Address name, @Nullable AccountKey sender, Address room) {
        if (!policy().isOff()) {
            store.addCopy(new Entry(id, room.key(), name, sender, message));
        }
    }

    /** Keeps a copy of a message from an account here to one at another server, which is kept there by that id. */
    public void keepCopy(long id, Frame message, Address name, AccountKey sender, AccountKey to) {
        String place = talk(sender, to);
        store.addCopy(new Entry(id, place, name, sender, message));
        marks.advance(sender, place, id);
    }

    /** Whether an account wishes that its talks are kept, and may. */
    public boolean keepsTalks(AccountKey account) {
        return policy().talks() && accounts.keepsTalks(account);
    }

    private boolean keepsTalks(AccountKey account, @Nullable Holder online) {
        return online == null ? accounts.keepsTalks(account) : online.keepsTalks();
    }

    private void add(OutgoingMsg msg, Peer sender, String place) {
        Address name = sender.name();
        if (name == null) {
            return;
        }
        AccountKey account = sender.account();
        long id = store.add(place, name, account, msg.standard());
        msg.setId(id);
        if (account != null && id != 0) {
            marks.advance(account, place, id);
        }
    }

    /** The message was refused after all: it is forgotten soon. */
    public void withdraw(OutgoingMsg msg) {
        long id = msg.id();
        if (id == 0) {
            return;
        }
        msg.setId(0);
        withdrawing.after(0, () -> {
            try {
                store.withdraw(id);
            } catch (StoreException e) {
                LOG.warn("A message that was refused stays in the history: {}", e.getMessage());
            }
        });
    }

    /** Something is said in a room for the first time: who is there has read what came before. */
    public void begin(Stream<Holder> members, Address room, long id) {
        members.map(Holder::account)
                .flatMap(Stream::ofNullable)
                .forEach(account -> marks.advance(account, room.key(), id - 1));
    }

    /** The time as an id has it. */
    public long now() {
        return TimeUnit.MILLISECONDS.toMicros(clock.millis());
    }

    /** Forgets what is older than the policy allows, and what is too much. Called now and then. */
    public void prune() {
        long now = now();
        Store.await(store.prune(place -> oldest(place, now)));
        if (policy().mostBytes() < Long.MAX_VALUE) {
            Store.await(store.trim(policy().mostBytes()));
        }
    }

    /**
     * Forgets what those have said whose account was removed, or whom the operator has named. Called now and then.
     *
     * @param isOnline whether an account is online, at whichever server: if it was removed, it may still say something until it is dismissed
     */
    public void forgetRemoved(Predicate<AccountKey> isOnline) {
        for (AccountKey named : accounts.toForget()) {
            Account account = accounts.find(named.name());
            boolean exists = account != null && account.key().equals(named);
            if (exists || !isOnline.test(named)) {
                Store.await(store.forget(named));
                accounts.forgot(named);
            }
        }
    }

    private long oldest(String place, long now) {
        long seconds = policy().ofKept(place);
        return seconds <= HistoryPolicy.FOREVER ? 0 : now - TimeUnit.SECONDS.toMicros(seconds);
    }
}

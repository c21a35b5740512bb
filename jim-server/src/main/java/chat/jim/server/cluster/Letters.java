package chat.jim.server.cluster;

import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.name.Places;
import chat.jim.server.routing.Others.Here;
import chat.jim.thread.Threads;
import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The letters that this server puts into the mailboxes of accounts that are not here. Whoever stores one looks afterwards where
 * its account is, and tells the server there; who logs in has the name first, and reads the store afterwards. So one of the two
 * sees the other. From any thread.
 */
final class Letters implements Closeable {
    /** When a server that did not answer is told again. */
    private static final long PAUSE_MILLIS = 500;

    /** So often each mailbox is looked into, in seconds, in case a letter was missed: the engine's old leader may have answered. */
    private static final int ROUND = 600;

    /** When somebody who was nowhere is looked for once more: after a cut-off, the engine's old leader may have answered. */
    private static final long LATER = TimeUnit.SECONDS.toNanos(3);

    /** The id of a letter, if any will do. */
    private static final long SOME = 1;

    private final Places places;
    private final Questions questions;
    private final Timer timer = new Timer("letters");
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as all that is in it. */
    private final Map<Address, Account> accounts = new HashMap<>();

    /** Those who were nowhere a moment ago. Guarded by the lock. */
    private final Map<Address, Absent> absent = new HashMap<>();

    /** Null until it begins. */
    private volatile @Nullable Here here;

    /** Only for the timer. */
    private int second;

    /** An account of whose letters its server does not know yet. */
    private static final class Account {
        private final CompletableFuture<Void> told = new CompletableFuture<>();

        /** How many letters are on their way into the mailbox. */
        private int underWay;

        /** Whether there is one of which nobody was told. */
        private boolean isNew;

        /** The greatest id of them, as far as it is known. */
        private long newest;

        private boolean isBeingTold;
    }

    /**
     * Somebody who was nowhere.
     *
     * @param newest the greatest id of the letters, as far as it is known
     * @param at when one has looked last
     */
    private record Absent(long newest, long at) {
        private Absent then(Absent later) {
            return new Absent(Math.max(newest, later.newest), later.at);
        }
    }

    Letters(Places places, Questions questions) {
        this.places = places;
        this.questions = questions;
    }

    void begin(Here ours) {
        here = ours;
        timer.every(TimeUnit.SECONDS.toNanos(1), () -> {
            second = (second + 1) % ROUND;
            ours.mailboxes().look(second, ROUND);
            Map<Address, Absent> due = due();
            if (!due.isEmpty()) {
                Threads.startShort(() -> due.forEach(this::lookAgain));
            }
        });
    }

    private Map<Address, Absent> due() {
        long now = System.nanoTime();
        Map<Address, Absent> due = new HashMap<>();
        lock.lock();
        try {
            absent.forEach((account, one) -> {
                if (now - one.at() > LATER) {
                    due.put(account, one);
                }
            });
            absent.keySet().removeAll(due.keySet());
        } finally {
            lock.unlock();
        }
        return due;
    }

    private void lookAgain(Address account, Absent one) {
        try {
            places.forget(account);
            if (places.find(account) != null) {
                CompletableFuture<?> unused = keep(account, CompletableFuture.completedFuture(one.newest()));
            }
        } catch (ProtocolException e) {
            noteAbsent(account, one.newest());
        }
    }

    private void noteAbsent(Address account, long newest) {
        lock.lock();
        try {
            absent.merge(account, new Absent(newest, System.nanoTime()), Absent::then);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the server of that account may not know of all letters yet: what goes there now would overtake them. */
    boolean areUnknownTo(Address account) {
        lock.lock();
        try {
            return accounts.containsKey(account);
        } finally {
            lock.unlock();
        }
    }

    /**
     * See {@link chat.jim.server.routing.Others#keep}. Returns when the account's server knows of the letter, or there is none,
     * or no letter.
     */
    CompletableFuture<Void> keep(Address account, CompletableFuture<Long> stored) {
        Account its;
        lock.lock();
        try {
            its = accounts.computeIfAbsent(account, name -> new Account());
            its.underWay++;
        } finally {
            lock.unlock();
        }
        CompletableFuture<?> unused =
                stored.whenComplete((id, failure) -> stored(account, its, failure == null ? id : SOME));
        return its.told;
    }

    /** The same for letters that are tried to be stored again and again, as long as that is not said to be done. */
    void keepLater(Address account, BooleanSupplier isDone) {
        CompletableFuture<Long> stored = new CompletableFuture<>();
        CompletableFuture<?> unused = keep(account, stored);
        await(isDone, stored);
    }

    private void await(BooleanSupplier isDone, CompletableFuture<Long> stored) {
        if (timer.isClosed() || isDone.getAsBoolean()) {
            stored.complete(SOME);
        } else {
            timer.after(PAUSE_MILLIS, () -> await(isDone, stored));
        }
    }

    /** @param id 0 if the letter surely was not stored */
    private void stored(Address account, Account its, long id) {
        boolean isToBeTold;
        lock.lock();
        try {
            its.underWay--;
            its.isNew |= id > 0;
            its.newest = Math.max(its.newest, id);
            isToBeTold = its.isNew && !its.isBeingTold;
            its.isBeingTold |= isToBeTold;
            forgetIfTold(account, its);
        } finally {
            lock.unlock();
        }
        if (isToBeTold) {
            Threads.startShort(() -> tell(account, its));
        }
    }

    private void forgetIfTold(Address account, Account its) {
        if (its.underWay == 0 && !its.isNew && !its.isBeingTold) {
            accounts.remove(account);
            its.told.complete(null);
        }
    }

    private void tell(Address account, Account its) {
        boolean goesOn = true;
        while (goesOn) {
            if (!isToldNow(account, beginTelling(its))) {
                endInVain(its);
                if (timer.isClosed()) {
                    its.told.complete(null); // its letters are in the store, and are read at the next login
                    return;
                }
                timer.after(PAUSE_MILLIS, () -> Threads.startShort(() -> tell(account, its)));
                return;
            }
            lock.lock();
            try {
                goesOn = its.isNew;
                its.isBeingTold = goesOn;
                forgetIfTold(account, its);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Those that are there by now are being told. Returns the newest one. */
    private long beginTelling(Account its) {
        lock.lock();
        try {
            its.isNew = false;
            return its.newest;
        } finally {
            lock.unlock();
        }
    }

    private void endInVain(Account its) {
        lock.lock();
        try {
            its.isNew = true;
        } finally {
            lock.unlock();
        }
    }

    /** False if nobody knows where it is, or the server there does not answer. */
    private boolean isToldNow(Address account, long newest) {
        try {
            places.forget(account);
            String node = places.find(account);
            Here ours = here;
            if (node == null && ours != null) {
                Questions.poke(ours, account, newest);
                noteAbsent(account, newest);
            }
            return node == null || questions.poke(node, account, newest);
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}

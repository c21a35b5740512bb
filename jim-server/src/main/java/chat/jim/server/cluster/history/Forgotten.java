package chat.jim.server.cluster.history;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all servers have to forget: a bucket in their engine says it, so that one which is away does it when it is back. Each
 * looks from the last entry on that it has seen in this life. From any thread.
 */
final class Forgotten {
    private static final Logger LOG = LoggerFactory.getLogger(Forgotten.class);

    /** A server that was away for longer has old messages, of which it still knows some that others have forgotten. */
    private static final Duration KEPT = Duration.ofDays(180);

    /** So many of the last ones are remembered: a copy of one may still come. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final Pattern MESSAGE = Pattern.compile("m([0-9]{1,18})");
    private static final Pattern ACCOUNT = Pattern.compile("a([0-9a-f]{1,64})");

    private final Bucket bucket;
    private final HistoryStore store;

    /** For what this server does. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The last entry that was seen; 0 if none was. Guarded by the lock. */
    private long seen;

    /** The ids of messages, the oldest ones first. Guarded by itself. */
    private final Set<Long> ids = new LinkedHashSet<>();

    /** Has that store forget it. */
    Forgotten(Engine engine, HistoryStore store) {
        this.store = store;
        bucket = engine.plainBucket("FORGET");
    }

    /** Notes a message. Throws {@link EngineException}. */
    void note(long id) {
        remember(id);
        write("m" + id, JsonLine.empty());
    }

    /** Notes all messages of an account so far. Throws {@link EngineException}. */
    void note(AccountKey account) {
        Address name = account.name();
        write("a" + account.id(), JsonLine.empty().with("as", name.toString()).with("key", name.key()));
    }

    /** Writes an entry anew, so that all see it, also if it is there. */
    private void write(String key, JsonLine value) {
        String written = value.with(
                        "write", Long.toHexString(ThreadLocalRandom.current().nextLong()))
                .toString();
        for (long begun = System.nanoTime(); System.nanoTime() - begun < Engine.PATIENCE.toNanos(); ) {
            Entry entry = bucket.get(key);
            boolean isWritten = entry != null && entry.value().equals(written);
            long revision = entry == null ? 0 : entry.revision();
            if (isWritten
                    || bucket.put(key, written, revision, KEPT.toSeconds()).isPresent()) {
                return;
            }
        }
        throw EngineException.notSent("Too many note the same at once.");
    }

    /** Whether a message is known to be forgotten; of those long ago that is not known any more. */
    boolean has(long id) {
        synchronized (ids) {
            return ids.contains(id);
        }
    }

    private void remember(long id) {
        synchronized (ids) {
            ids.add(id);
            Iterator<Long> oldest = ids.iterator();
            while (ids.size() > MOST_REMEMBERED && oldest.next() != null) {
                oldest.remove();
            }
        }
    }

    /**
     * Forgets here what is to be forgotten. What an account has said goes between other changes.
     *
     * @throws EngineException the engine does not answer
     * @throws StoreException the store does not
     */
    void catchUp() {
        lock.lock();
        try {
            List<Entry> all = seen == 0 ? bucket.entries() : List.of();
            for (Entry entry : all) {
                take(entry);
            }
            for (Entry next = bucket.next(seen + 1); next != null; next = bucket.next(seen + 1)) {
                take(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(Entry entry) {
        Matcher message = MESSAGE.matcher(entry.key());
        Matcher account = ACCOUNT.matcher(entry.key());
        if (message.matches()) {
            forget(Long.parseLong(message.group(1)));
        } else if (account.matches()) {
            forget(account.group(1), entry.value());
        }
        seen = entry.revision();
    }

    private void forget(long id) {
        remember(id);
        if (store.find(id) != null) {
            store.forget(id);
        }
    }

    private void forget(String id, String value) {
        try {
            JsonLine line = JsonLine.of(value);
            AccountKey account = new AccountKey(Address.stored(line.text("as"), line.text("key")), id);
            if (!store.of(account, 0, 1).isEmpty()) {
                Store.await(store.forget(account));
            }
        } catch (ProtocolException e) {
            LOG.debug("An account cannot be forgotten: {}", e.getMessage());
        }
    }
}

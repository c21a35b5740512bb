package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects by keys in a bucket of the engine. Whoever changes one keeps its fields that he does not know: they are of a
 * newer version. All methods wait for the engine, and throw a {@link StoreException} if it does not answer or cannot be
 * understood; then nobody knows whether a change was made. From any thread.
 */
final class Values {
    /** The field that says after how many seconds the engine deletes a value; 0 or none: never. */
    static final String SECONDS_TO_LIVE = "ttl";

    /** The field that tells each write from all others. */
    private static final String WRITE = "write";

    private final Bucket bucket;
    private final Commits commits;

    /** A value, which only its reader has. */
    record Value(String key, JsonLine fields) {
        private static Value of(Entry entry) {
            return new Value(entry.key(), JsonLine.of(entry.value()));
        }
    }

    /** Those in a bucket, whose changes are counted there. */
    Values(Bucket bucket, Commits commits) {
        this.bucket = bucket;
        this.commits = commits;
    }

    /** What the form makes of the value at the key; null if there is none. */
    <T extends @Nullable Object> @Nullable T get(String key, Function<Value, T> form) {
        return asked(commits, () -> {
            Entry entry = bucket.get(key);
            return entry == null ? null : form.apply(Value.of(entry));
        });
    }

    /** What the form makes of the values at the keys, without nulls. */
    <T> List<T> all(Collection<String> keys, Function<Value, @Nullable T> form) {
        return asked(commits, () -> formed(bucket.all(keys), form));
    }

    /** What the form makes of all values, in the order of their last changes, without nulls. */
    <T> List<T> all(Function<Value, @Nullable T> form) {
        return asked(commits, () -> formed(bucket.entries(), form));
    }

    private static <T> List<T> formed(List<Entry> entries, Function<Value, @Nullable T> form) {
        List<T> formed = new ArrayList<>();
        for (Entry entry : entries) {
            T one = form.apply(Value.of(entry));
            if (one != null) {
                formed.add(one);
            }
        }
        return formed;
    }

    /** How many there are. */
    int count() {
        return asked(commits, bucket::count);
    }

    /**
     * Changes the value at the key. If another server is faster, the change is asked again.
     *
     * @param change gets the value, or null if there is none, and may change it; returns what to write, or null for nothing
     * @return whether something was written
     */
    boolean change(String key, UnaryOperator<@Nullable JsonLine> change) {
        return changed(() -> {
            String written = null;
            for (long begun = System.nanoTime(); ; refuseIfLong(begun)) {
                Entry entry = bucket.get(key);
                if (entry != null && entry.value().equals(written)) {
                    return true; // it was not lost after all: nobody else writes the same
                }
                JsonLine value = change.apply(entry == null ? null : JsonLine.of(entry.value()));
                if (value == null) {
                    return false;
                }
                written = value.with(
                                WRITE,
                                Long.toHexString(ThreadLocalRandom.current().nextLong()))
                        .toString();
                long revision = entry == null ? 0 : entry.revision();
                if (bucket.put(key, written, revision, value.number(SECONDS_TO_LIVE, 0))
                        .isPresent()) {
                    return true;
                }
            }
        });
    }

    /** Deletes the value at the key, if there is one and it is the one that is meant. Says whether that was so. */
    boolean remove(String key, Predicate<JsonLine> meant) {
        return changed(() -> {
            for (long begun = System.nanoTime(); ; refuseIfLong(begun)) {
                Entry entry = bucket.get(key);
                if (entry == null || !meant.test(JsonLine.of(entry.value()))) {
                    return false;
                }
                if (bucket.delete(entry.revision())) {
                    return true;
                }
            }
        });
    }

    private static void refuseIfLong(long begun) {
        if (System.nanoTime() - begun > Engine.PATIENCE.toNanos()) {
            throw new StoreException("Too many change the same at once: try again later.", null);
        }
    }

    private boolean changed(Supplier<Boolean> change) {
        long begun = System.nanoTime();
        boolean changed = made(commits, change);
        if (changed) {
            commits.made(1, System.nanoTime() - begun);
        }
        return changed;
    }

    /** What the engine answers to a question; its failures are those of the store, and are counted. */
    static <T extends @Nullable Object> T asked(Commits commits, Supplier<T> question) {
        return done(commits, question, Reason.SILENT);
    }

    /** The same for a change. If it has failed, it may have been made. */
    static <T extends @Nullable Object> T made(Commits commits, Supplier<T> change) {
        return done(commits, change, Reason.UNKNOWN);
    }

    private static <T extends @Nullable Object> T done(Commits commits, Supplier<T> work, Reason ifSent) {
        try {
            return work.get();
        } catch (EngineException e) {
            String message = "The store of the cluster cannot be used now. " + e.getMessage();
            commits.failed(1, message);
            throw new StoreException(
                    e.reason() == EngineException.Reason.NOT_SENT ? Reason.SILENT : ifSent, message, e);
        } catch (ProtocolException | IllegalArgumentException e) {
            String message = "What is in the store of the cluster cannot be understood: " + e.getMessage();
            commits.failed(1, message);
            throw new StoreException(Reason.DAMAGED, message, e);
        }
    }
}

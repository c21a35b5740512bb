package chat.jim.server.cluster.nats;

import chat.jim.server.cluster.nats.EngineStream.State;
import chat.jim.server.cluster.nats.EngineStream.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts by keys in the engine, each with a revision, the number of the write that has made it. A value is written only over
 * the revision that the writer has seen, so of several who write at once one wins. Each method waits for the engine, at most
 * {@link Engine#PATIENCE}, and throws an {@link EngineException} if it cannot be reached (not sent) or nobody knows whether it
 * has done it (unknown). From any thread.
 */
public final class Bucket {
    /** How many questions are on their way at a time, at most. */
    private static final int AT_ONCE = 64;

    /** So many entries are asked for one after the other, before it pays to look at several places. */
    private static final int FEW = 16;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+");

    private final EngineStream stream;
    private final String prefix;
    private final boolean encodes;

    /** If it {@code encodes}, keys may have any characters, and stand in subjects as base64url of their UTF-8. */
    Bucket(EngineStream stream, String prefix, boolean encodes) {
        this.stream = stream;
        this.prefix = prefix;
        this.encodes = encodes;
    }

    static Bucket open(Engine engine, String name, boolean encodes) {
        String full = engine.cluster() + "_" + name;
        String prefix = "$KV." + full + ".";
        return new Bucket(engine.stream(new StreamSettings("KV_" + full, prefix + ">", 1, false)), prefix, encodes);
    }

    /**
     * Whether there is one of that name. Waits for the engine.
     *
     * @throws EngineException it does not answer
     */
    public static boolean exists(Engine engine, String name) {
        String info = EngineStream.API + "INFO.KV_" + engine.cluster() + "_" + name;
        return Engine.await(engine.request(info, new byte[0], Engine.PATIENCE)
                .thenApply(EngineStream::line)
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return true;
                    }
                    EngineException known = EngineException.of(failure);
                    if (known.code() == EngineStream.NO_SUCH_STREAM) {
                        return false;
                    }
                    throw known;
                }));
    }

    /** What stands there, since the write with that number. */
    public record Entry(String key, String value, long revision) {}

    /** What stands at the key, as the leader knows it; null if there is nothing. */
    public @Nullable Entry get(String key) {
        return entry(Engine.await(stream.last(subject(key))));
    }

    /**
     * Writes the value if the key still has that revision; 0: if nothing stands there.
     *
     * @return the new revision, or none if somebody else was faster; seldom that is said although nobody was, so read then
     */
    public OptionalLong put(String key, String value, long expected) {
        return put(key, value, expected, 0);
    }

    /** The same for a value that the engine deletes by itself after that many seconds; 0: never. */
    public OptionalLong put(String key, String value, long expected, long seconds) {
        byte[] data = value.getBytes(StandardCharsets.UTF_8);
        return Engine.await(stream.replace(subject(key), expected, seconds, data));
    }

    /** Deletes what was written with that number. True if it stood there, false if it was deleted or replaced before. */
    public boolean delete(long revision) {
        return Engine.await(stream.delete(revision));
    }

    /** The entry with the smallest revision that is not below {@code revision}; null if there is none. */
    public @Nullable Entry next(long revision) {
        return entry(Engine.await(stream.next(prefix + ">", revision)));
    }

    /** At how many keys something stands. */
    public int count() {
        return (int) Engine.await(stream.state()).messages();
    }

    /** What stands at these keys, of which many are asked for at once. */
    public List<Entry> all(Collection<String> keys) {
        List<Entry> found = new ArrayList<>();
        Iterator<String> left = keys.iterator();
        while (left.hasNext()) {
            List<CompletableFuture<@Nullable Stored>> asked = new ArrayList<>();
            while (left.hasNext() && asked.size() < AT_ONCE) {
                asked.add(stream.last(subject(left.next())));
            }
            asked.forEach(answer -> add(entry(Engine.await(answer)), found));
        }
        return found;
    }

    private static void add(@Nullable Entry entry, List<Entry> found) {
        if (entry != null) {
            found.add(entry);
        }
    }

    /**
     * All entries by their revisions, with a question for each, many at a time: a thousand take some tenths of a
     * second. One that is written meanwhile is among them as it was, or as it is.
     */
    public List<Entry> entries() {
        State state = Engine.await(stream.state());
        Map<String, Entry> newest = new HashMap<>();
        read(stream, prefix + ">", state, stored -> {
            Entry entry = Objects.requireNonNull(entry(stored));
            newest.merge(entry.key(), entry, (one, other) -> one.revision() > other.revision() ? one : other);
        });
        // What was written meanwhile has left its place, maybe before that was looked at.
        for (Entry entry = next(state.last() + 1); entry != null; entry = next(entry.revision() + 1)) {
            newest.put(entry.key(), entry);
        }
        List<Entry> entries = new ArrayList<>(newest.values());
        entries.sort(Comparator.comparingLong(Entry::revision));
        return entries;
    }

    /**
     * Reads all messages of a stream that fit, up to that state of it, in any order: what was deleted since then may be missing.
     * Waits for the engine, and throws as all methods here.
     */
    public static void read(EngineStream stream, String subjects, State state, Consumer<Stored> reader) {
        List<Part> parts = parts(state);
        while (!parts.isEmpty()) {
            parts = step(stream, subjects, parts, reader);
        }
    }

    /** The revisions from {@code from} on and before {@code end}. */
    private record Part(long from, long end) {}

    private static List<Part> parts(State state) {
        long most = Math.max(1, Math.min(AT_ONCE, state.messages() / FEW));
        long size = (state.last() - state.first()) / most + 1;
        List<Part> parts = new ArrayList<>();
        for (long from = state.first(); from <= state.last(); from += size) {
            parts.add(new Part(from, Math.min(from + size, state.last() + 1)));
        }
        return parts;
    }

    /** Reads the next message of each part, and returns what is left of them. */
    private static List<Part> step(EngineStream stream, String subjects, List<Part> parts, Consumer<Stored> reader) {
        List<CompletableFuture<@Nullable Stored>> asked =
                parts.stream().map(part -> stream.next(subjects, part.from())).toList();
        List<Part> left = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Stored stored = Engine.await(asked.get(i));
            long end = parts.get(i).end();
            if (stored != null && stored.sequence() < end) {
                reader.accept(stored);
                left.add(new Part(stored.sequence() + 1, end));
            }
        }
        left.removeIf(part -> part.from() == part.end());
        return left;
    }

    private @Nullable Entry entry(@Nullable Stored stored) {
        return stored == null
                ? null
                : new Entry(key(stored.subject().substring(prefix.length())), stored.text(), stored.sequence());
    }

    private String subject(String key) {
        if (encodes) {
            return prefix
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        }
        if (!TOKEN.matcher(key).matches()) {
            throw new IllegalArgumentException("no key: " + key);
        }
        return prefix + key;
    }

    private String key(String token) {
        try {
            return encodes ? new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8) : token;
        } catch (IllegalArgumentException e) {
            return token; // written by somebody else
        }
    }
}

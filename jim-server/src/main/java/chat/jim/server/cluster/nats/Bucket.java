package chat.jim.server.cluster.nats;

import chat.jim.server.cluster.nats.EngineStream.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts by keys in the engine, each with a revision, the number of the write that has made it. A value is written only over
 * the revision that the writer has seen, so of several who write at once one wins. Each method waits for the engine, at most
 * {@link Engine#PATIENCE}, and throws an {@link EngineException} if it cannot be reached (not sent) or nobody knows whether it
 * has done it (unknown). From any thread.
 */
public final class Bucket {
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
        return Engine.await(stream.replace(subject(key), expected, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Deletes what was written with that number. True if it stood there, false if it was deleted or replaced before. */
    public boolean delete(long revision) {
        return Engine.await(stream.delete(revision));
    }

    /** The entry with the smallest revision that is not below {@code revision}; null if there is none. */
    public @Nullable Entry next(long revision) {
        return entry(Engine.await(stream.next(prefix + ">", revision)));
    }

    /** All entries by their revisions, with a round trip for each: for buckets that are small. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = next(1); entry != null; entry = next(entry.revision() + 1)) {
            entries.add(entry);
        }
        return entries;
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
        return encodes ? new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8) : token;
    }
}

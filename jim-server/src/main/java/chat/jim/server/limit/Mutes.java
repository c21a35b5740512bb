package chat.jim.server.limit;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store.Mute;
import chat.jim.server.store.Store.Muted;
import chat.jim.server.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whom the operator has muted on the whole server, until when. A server that is alone forgets them at a restart; the servers of
 * a cluster share them in their store. A change waits for that; a question does not. May be used from any thread.
 */
public final class Mutes {
    private final @Nullable Muted store;
    private final InstantSource clock;

    /** By the account, or by where a guest comes from. Never changed: each message looks here. Replaced under the lock of this. */
    private volatile Map<String, Mute> bySubject = Map.of();

    /** Those in that store, which other servers share; null if there are none. */
    public Mutes(@Nullable Muted store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        if (store != null) {
            show(store.all());
        }
    }

    private void show(List<Mute> all) {
        Map<String, Mute> next = new HashMap<>();
        all.forEach(mute -> next.put(mute.subject(), mute));
        next.values().removeIf(mute -> mute.until() <= now());
        bySubject = Map.copyOf(next);
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    }

    /** Whether nobody is muted. */
    public boolean isEmpty() {
        return bySubject.isEmpty();
    }

    /** For how many seconds more somebody may not write; 0 if he may. */
    public long left(String subject, long now) {
        Mute mute = bySubject.get(subject);
        return mute == null ? 0 : Math.max(0, mute.until() - now);
    }

    /** Those that hold, by their names. */
    public List<Mute> all() {
        long now = now();
        return bySubject.values().stream()
                .filter(mute -> mute.until() > now)
                .sorted(Comparator.comparing(mute -> mute.name().key()))
                .toList();
    }

    /** The one of that name; null if there is none. */
    public @Nullable Mute find(Address name) {
        return all().stream()
                .filter(mute -> mute.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Mutes somebody for so many seconds; with 0 he may write again.
     *
     * @throws StoreException the store does not answer
     */
    public synchronized Mute set(String subject, Address name, long seconds) {
        Mute mute = new Mute(subject, name, now() + seconds, seconds);
        if (store != null && seconds == 0) {
            store.remove(subject);
        } else if (store != null) {
            store.put(mute);
        }
        List<Mute> next = new ArrayList<>(bySubject.values());
        next.removeIf(one -> one.subject().equals(subject));
        next.add(mute);
        show(next);
        return mute;
    }

    /** Looks whether another server that shares the store has changed them, and returns what is new; with 0 seconds it was lifted. */
    public synchronized List<Mute> look() {
        if (store == null) {
            return List.of();
        }
        Map<String, Mute> before = bySubject;
        try {
            show(store.all());
        } catch (StoreException e) {
            return List.of(); // those that were known still hold
        }
        List<Mute> changed = new ArrayList<>(bySubject.values());
        changed.removeAll(before.values());
        before.values().stream()
                .filter(mute -> mute.until() > now() && !bySubject.containsKey(mute.subject()))
                .map(mute -> new Mute(mute.subject(), mute.name(), now(), 0))
                .forEach(changed::add);
        return changed;
    }
}

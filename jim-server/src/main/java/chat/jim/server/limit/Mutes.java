package chat.jim.server.limit;

import chat.jim.protocol.Address;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom the operator has muted on the whole server, until when. They are forgotten at a restart. May be used from any thread. */
public final class Mutes {
    /** By the account, or by where a guest comes from. Never changed: each message looks here. */
    private volatile Map<String, Mute> bySubject = Map.of();

    /**
     * One of them.
     *
     * @param subject the account, or where a guest comes from
     * @param name the name that was muted
     * @param until in UNIX seconds
     */
    public record Mute(String subject, Address name, long until) {}

    /** Nobody is muted. */
    public Mutes() {}

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
    public List<Mute> all(long now) {
        return bySubject.values().stream()
                .filter(mute -> mute.until() > now)
                .sorted(Comparator.comparing(mute -> mute.name().key()))
                .toList();
    }

    /** The one of that name; null if there is none. */
    public @Nullable Mute find(Address name, long now) {
        return all(now).stream()
                .filter(mute -> mute.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Mutes somebody. Those for whom it is over are forgotten. */
    public synchronized void set(Mute mute, long now) {
        Map<String, Mute> next = new HashMap<>(bySubject);
        next.put(mute.subject(), mute);
        next.values().removeIf(one -> one.until() <= now);
        bySubject = Map.copyOf(next);
    }
}

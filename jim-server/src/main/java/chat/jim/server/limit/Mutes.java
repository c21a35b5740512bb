package chat.jim.server.limit;

import java.util.HashMap;
import java.util.Map;

/** Whom the operator has muted on the whole server, until when. They are forgotten at a restart. May be used from any thread. */
public final class Mutes {
    /** By the account, or by where a guest comes from; the times are in UNIX seconds. Never changed: each message looks here. */
    private volatile Map<String, Long> until = Map.of();

    /** Nobody is muted. */
    public Mutes() {}

    /** Whether nobody is muted. */
    public boolean isEmpty() {
        return until.isEmpty();
    }

    /** For how many seconds more somebody may not write; 0 if he may. */
    public long left(String subject, long now) {
        return Math.max(0, until.getOrDefault(subject, now) - now);
    }

    /** Mutes somebody until then. Those for whom it is over are forgotten. */
    public synchronized void set(String subject, long second, long now) {
        Map<String, Long> next = new HashMap<>(until);
        next.put(subject, second);
        next.values().removeIf(end -> end <= now);
        until = Map.copyOf(next);
    }
}

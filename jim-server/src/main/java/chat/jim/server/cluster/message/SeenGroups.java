package chat.jim.server.cluster.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What was seen last of the sessions of other servers: a batch that was stuck somewhere, and given up, must not come after
 * newer ones. Only for one thread.
 */
final class SeenGroups {
    private static final long NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int MOST = 100_000;

    /** The one that was seen the longest time ago comes first. */
    private final Map<Session, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);

    private record Session(String node, long number) {}

    private record Seen(long group, long at) {}

    /** Whether a newer group of that session was seen, and notes this one. */
    boolean isOld(String node, long session, long group) {
        long now = System.nanoTime();
        Session key = new Session(node, session);
        Seen last = seen.get(key);
        if (last != null && group < last.group()) {
            return true;
        }
        seen.put(key, new Seen(group, now));
        forget(now);
        return false;
    }

    private void forget(long now) {
        var oldest = seen.entrySet().iterator();
        Seen first = oldest.next().getValue();
        if (seen.size() > MOST || now - first.at() > NANOS) {
            oldest.remove();
        }
    }
}

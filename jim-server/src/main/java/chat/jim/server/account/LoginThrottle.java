package chat.jim.server.account;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits failed logins per minute, for each network address and each account (PROTOCOL.md, section 9). Above the limit,
 * all logins from that address or to that account have to wait. May be used from any thread.
 */
final class LoginThrottle {
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    /** The most names and addresses to remember, so that inventing new ones does not fill the memory. */
    private static final int REMEMBERED = 10_000;

    private final int most;
    private final LongSupplier nanos;

    /**
     * The times of recent failures, by address and by account; the least recently used entry is first. Guarded by this.
     */
    private final Map<Object, Deque<Long>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Deque<Long>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Lets {@code most} logins fail within a minute by {@code nanos}, a clock that only goes forward. */
    LoginThrottle(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /**
     * Checks that another attempt is allowed.
     *
     * @throws ProtocolException 429 if too many have failed before
     */
    synchronized void check(InetAddress from, Address account) {
        long now = nanos.getAsLong();
        for (Object key : List.of(from, account)) {
            Deque<Long> times = failures.get(key);
            if (times == null) {
                continue;
            }
            times.removeIf(time -> now - time >= WINDOW);
            if (times.size() >= most) {
                double wait = Math.ceil((times.element() + WINDOW - now) / 1e9);
                throw new ProtocolException(
                        Code.TOO_MANY, "Too many failed logins: wait " + (int) wait + " seconds, then connect again.");
            }
        }
    }

    synchronized void countFailure(InetAddress from, Address account) {
        long now = nanos.getAsLong();
        for (Object key : List.of(from, account)) {
            failures.computeIfAbsent(key, any -> new ArrayDeque<>()).add(now);
        }
    }
}

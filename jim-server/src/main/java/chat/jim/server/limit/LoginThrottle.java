package chat.jim.server.limit;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Limits failed logins per minute, for each network address and each account (PROTOCOL.md, section 9). Above the limit,
 * all logins from that address or to that account have to wait. This machine's address does not count: a proxy may be
 * there, and everybody behind it. May be used from any thread.
 */
public final class LoginThrottle {
    private final RecentEvents failures;

    /** Lets {@code most} logins fail within a minute by {@code nanos}, a clock that only goes forward. */
    public LoginThrottle(IntSupplier most, LongSupplier nanos) {
        failures = new RecentEvents(most, TimeUnit.MINUTES, nanos);
    }

    /**
     * Checks that another attempt is allowed.
     *
     * @throws ProtocolException 429 if too many have failed before
     */
    public void check(InetAddress from, Address account) {
        for (Object key : keys(from, account)) {
            long wait = failures.secondsToWait(key);
            if (wait > 0) {
                throw new ProtocolException(
                        Code.TOO_MANY, "Too many failed logins: wait " + wait + " seconds, then connect again.");
            }
        }
    }

    /** A login with that account's password has failed. */
    public void countFailure(InetAddress from, Address account) {
        keys(from, account).forEach(failures::count);
    }

    private static List<Object> keys(InetAddress from, Address account) {
        return from.isLoopbackAddress() ? List.of(account) : List.of(from, account);
    }
}

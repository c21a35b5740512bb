package chat.jim.server.limit;

import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Limits how many accounts may be registered in an hour from one network address (PROTOCOL.md, section 9). This machine
 * may register any number. May be used from any thread.
 */
public final class RegistrationLimit {
    private final RecentEvents registrations;

    /** Allows {@code most} in an hour, by {@code nanos}, a clock that only goes forward. */
    public RegistrationLimit(IntSupplier most, LongSupplier nanos) {
        registrations = new RecentEvents(most, TimeUnit.HOURS, nanos);
    }

    /**
     * Counts a registration.
     *
     * @throws ProtocolException 429 if there have been too many; then it does not count
     */
    public void count(InetAddress from) {
        long wait = from.isLoopbackAddress() ? 0 : registrations.countOrWait(from);
        if (wait > 0) {
            throw new ProtocolException(
                    Code.TOO_MANY,
                    "Too many accounts were registered from your address: wait " + TimeUnit.SECONDS.toMinutes(wait + 59)
                            + " minutes, then register again.");
        }
    }
}

package chat.jim.server.accept;

import chat.jim.net.Network;
import chat.jim.server.accept.ConnectionRejector.Refusal;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections against two limits: one for all, and one per network address, except this machine's. All methods
 * may be called from any thread; none waits.
 */
public final class ConnectionSlots {
    private final IntSupplier all;
    private final IntSupplier ofAddress;
    private final AtomicInteger inUse = new AtomicInteger();
    private final Map<InetAddress, Integer> taken = new ConcurrentHashMap<>();

    /** Allows {@code all} connections at once, and {@code ofAddress} of them from one network address. */
    public ConnectionSlots(IntSupplier all, IntSupplier ofAddress) {
        this.all = all;
        this.ofAddress = ofAddress;
    }

    /**
     * Acquires a slot for a connection from that address. Returns null, or why there is no slot.
     */
    @Nullable
    Refusal acquire(InetAddress from) {
        if (!from.isLoopbackAddress() && taken.merge(Network.of(from), 1, Integer::sum) > ofAddress.getAsInt()) {
            releaseOfAddress(from);
            return Refusal.ADDRESS;
        }
        if (inUse.incrementAndGet() > all.getAsInt()) {
            inUse.decrementAndGet();
            releaseOfAddress(from);
            return Refusal.FULL;
        }
        return null;
    }

    /** Releases the slot of a connection from that address. */
    public void release(InetAddress from) {
        releaseOfAddress(from);
        inUse.decrementAndGet();
    }

    private void releaseOfAddress(InetAddress from) {
        if (!from.isLoopbackAddress()) {
            taken.computeIfPresent(Network.of(from), (network, count) -> count == 1 ? null : count - 1);
        }
    }
}

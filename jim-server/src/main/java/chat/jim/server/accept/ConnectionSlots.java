package chat.jim.server.accept;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The places for connections: so many in all, and so many for each network address that is not this machine's. May be used
 * from any thread; nothing waits.
 */
public final class ConnectionSlots {
    private final Semaphore all;
    private final int ofAddress;
    private final Map<InetAddress, Integer> taken = new ConcurrentHashMap<>();

    public ConnectionSlots(int all, int ofAddress) {
        this.all = new Semaphore(all);
        this.ofAddress = ofAddress;
    }

    /** Takes a place for a connection from there. Returns null, or if there is none, a sentence that says why. */
    @Nullable
    public String take(InetAddress from) {
        if (!from.isLoopbackAddress() && taken.merge(Network.of(from), 1, Integer::sum) > ofAddress) {
            giveBackOfAddress(from);
            return "Too many connections from your address: close one, or try again later.";
        }
        if (!all.tryAcquire()) {
            giveBackOfAddress(from);
            return "The server is full: try again later.";
        }
        return null;
    }

    /** Gives back a place that was taken for a connection from there. */
    public void giveBack(InetAddress from) {
        giveBackOfAddress(from);
        all.release();
    }

    private void giveBackOfAddress(InetAddress from) {
        if (!from.isLoopbackAddress()) {
            taken.computeIfPresent(Network.of(from), (network, count) -> count == 1 ? null : count - 1);
        }
    }
}

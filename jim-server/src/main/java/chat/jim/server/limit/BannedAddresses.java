package chat.jim.server.limit;

import chat.jim.server.store.AddressBans;
import chat.jim.server.store.AddressBans.Ban;
import chat.jim.server.store.StoreException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** From where nobody may connect. A change waits for the disk; a question does not. May be used from any thread. */
public final class BannedAddresses {
    private final AddressBans store;
    private final InstantSource clock;

    /** In the order of the networks. Replaced as a whole, under the lock of this. */
    private volatile Map<AddressRange, Ban> bans = Map.of();

    /** Keeps them in that store. */
    public BannedAddresses(AddressBans store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        show(store.all());
    }

    /** Looks whether another server that shares the store has changed them. */
    public synchronized void look() {
        try {
            show(store.all());
        } catch (StoreException e) {
            return; // those that were known still hold
        }
    }

    private void show(List<Ban> all) {
        Map<AddressRange, Ban> next = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparing(Ban::network)).forEach(ban -> {
            AddressRange range = AddressRange.of(ban.network());
            if (range != null) {
                next.put(range, ban);
            }
        });
        bans = next;
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    }

    /** Those that hold now. */
    public List<Ban> all() {
        return bans.values().stream().filter(ban -> ban.until() > now()).toList();
    }

    /** A sentence for a peer that may not connect from there; null if it may. Nobody on this machine is banned. */
    public @Nullable String refusal(InetAddress address) {
        Ban ban = bans.isEmpty() || address.isLoopbackAddress() ? null : find(address);
        return ban == null
                ? null
                : "Your address is banned from this server"
                        + (ban.reason().isEmpty() ? "." : ": " + ban.reason() + ".");
    }

    private @Nullable Ban find(InetAddress address) {
        long now = now();
        for (Map.Entry<AddressRange, Ban> entry : bans.entrySet()) {
            if (entry.getValue().until() > now && entry.getKey().contains(address)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** How a network is written; null if it is none, or this machine is in it. */
    public static @Nullable String written(String network) {
        AddressRange range = AddressRange.of(network);
        return range == null || range.hasLoopback() ? null : range.toString();
    }

    /** Bans a network, see {@link #written}, for so many seconds, or for good if that is 0. */
    public synchronized void ban(String network, long seconds, String reason) {
        store.put(new Ban(network, seconds == 0 ? Long.MAX_VALUE : now() + seconds, reason));
        List<Ban> all = store.all();
        show(all);
        all.stream().filter(ban -> ban.until() <= now()).forEach(ban -> store.remove(ban.network()));
    }

    /** Lifts a ban; false if there was none of that network. */
    public synchronized boolean unban(String network) {
        boolean was = all().stream().anyMatch(ban -> ban.network().equals(network));
        store.remove(network);
        show(store.all());
        return was;
    }
}

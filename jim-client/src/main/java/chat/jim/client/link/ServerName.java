package chat.jim.client.link;

import chat.jim.client.link.SrvLookup.Target;
import chat.jim.process.DaemonThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a user has named as a server: an address, or a domain whose servers the DNS knows. Only for one thread at a time.
 */
public final class ServerName {
    private static final String PLAIN = "_jim._tcp";

    /** Records for plain TCP say nothing of the ports at which the servers speak TLS. */
    private static final String SECURE = "_jims._tcp";

    private static final int LONGEST_LOOK_MILLIS = 2000;

    private final ServerAddress usual;
    private final @Nullable SrvLookup lookup;

    /** What the DNS says; null if it is not asked, or is to be asked again. */
    private @Nullable CompletableFuture<Optional<List<Target>>> found;

    /**
     * @param usual the address where the server is, unless the DNS knows better
     * @param lookup asks the DNS; null does not ask it, as for an address with a port
     */
    public ServerName(ServerAddress usual, @Nullable SrvLookup lookup) {
        this.usual = usual;
        this.lookup = SrvLookup.mayKnow(usual.host()) ? lookup : null;
    }

    /** The address without the DNS. */
    ServerAddress usual() {
        return usual;
    }

    /** Asks the DNS already, for a moment at most, and does not wait for it. */
    void look() {
        SrvLookup asked = lookup;
        if (asked != null && found == null) {
            CompletableFuture<Optional<List<Target>>> answer = new CompletableFuture<>();
            found = answer.completeOnTimeout(Optional.empty(), LONGEST_LOOK_MILLIS, TimeUnit.MILLISECONDS);
            DaemonThreads.start("dns", answer, () -> asked.find(usual.tls() == null ? PLAIN : SECURE, usual.host()));
        }
    }

    /** The servers in the order in which to try them. Waits for the DNS, but no longer than that moment. */
    List<ServerAddress> addresses() {
        look();
        Optional<List<Target>> targets = found == null
                ? Optional.empty()
                : found.exceptionally(e -> Optional.empty()).join();
        found = null;
        return targets.map(all -> all.stream().map(this::at).toList()).orElse(List.of(usual));
    }

    /** Who owns the DNS must not choose whom the client trusts, so the certificate has to be for the name that was typed. */
    private ServerAddress at(Target target) {
        return new ServerAddress(target.host(), target.port(), usual.tls(), usual.host());
    }
}

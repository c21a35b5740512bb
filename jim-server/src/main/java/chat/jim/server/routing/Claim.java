package chat.jim.server.routing;

import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory.Wish;
import chat.jim.server.store.AccountKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those that have one name, whether they are online or not. Guarded by the lock of the directory. */
record Claim(Holder holder, List<Peer> peers) {
    static Claim of(Peer peer, @Nullable AccountKey account) {
        List<Peer> peers = new ArrayList<>(1);
        peers.add(peer);
        return new Claim(new Holder(account), peers);
    }

    boolean isOf(@Nullable AccountKey account) {
        return account != null && account.equals(holder.account());
    }

    List<Peer> replacedBy(Wish wish) {
        return peers.stream().filter(peer -> wish.replaced().test(holder, peer)).toList();
    }
}

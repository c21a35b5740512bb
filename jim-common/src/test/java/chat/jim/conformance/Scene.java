package chat.jim.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The peers of one case, which go when it is over. */
final class Scene implements AutoCloseable {
    private final InetSocketAddress server;
    private final Names names;
    private final @Nullable BiConsumer<String, String> accounts;
    private final List<Peer> peers = new ArrayList<>();

    /** @param accounts makes accounts with passwords for less than the server would; null if it cannot */
    Scene(InetSocketAddress server, Names names, @Nullable BiConsumer<String, String> accounts) {
        this.server = server;
        this.names = names;
        this.accounts = accounts;
    }

    /** A name that nobody has. */
    String name() {
        return names.next();
    }

    /** A room's name that nobody has. */
    String room() {
        return "#" + names.next();
    }

    /** Connects a peer, which has a name, and does not say so yet. */
    Peer connect() throws IOException {
        return connect(name());
    }

    /** Connects a peer that will come online by this name. */
    Peer connect(String name) throws IOException {
        Peer peer = new Peer(server, name);
        peers.add(peer);
        return peer;
    }

    /** Connects a peer, which comes online as a guest. */
    Peer online() throws IOException {
        return online(name());
    }

    /** Connects a peer, which comes online as a guest of this name. */
    Peer online(String name) throws IOException {
        Peer peer = connect(name);
        peer.presence().expect(200);
        return peer;
    }

    /** Connects a peer, which has an account; skips the case where that is not allowed. */
    Peer registered() throws IOException {
        Peer peer = connect();
        if (accounts != null) {
            accounts.accept(peer.name(), "secret-1");
            peer.login("authenticate", "secret-1").expect(200);
        } else {
            peer.login("register", "secret-1");
            peer.expectOrSkip(201, 403, "registration is closed there");
        }
        return peer;
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
    }
}

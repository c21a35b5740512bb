package chat.jim.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The peers of one case, which go when it is over. */
final class Scene implements AutoCloseable {
    private final InetSocketAddress server;
    private final Names names;
    private final List<Peer> peers = new ArrayList<>();

    Scene(InetSocketAddress server, Names names) {
        this.server = server;
        this.names = names;
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

    /** Connects a peer, which makes an account; skips the case where that is not allowed. */
    Peer registered() throws IOException {
        Peer peer = connect();
        peer.login("register", "secret-1");
        peer.expectOrSkip(201, 403, "registration is closed there");
        return peer;
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
    }
}

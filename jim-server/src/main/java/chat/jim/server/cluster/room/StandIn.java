package chat.jim.server.cluster.room;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.visitor.BusOutlet;
import chat.jim.server.cluster.visitor.Link;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Somebody who is connected to another server, as the rooms here see them. From any thread. */
final class StandIn {
    private final String node;
    private final Link link;
    private final Holder holder;

    /** All sessions. */
    private final Peer all;

    /** What their server has told last. */
    private volatile Visitor visitor;

    /** The rooms here that have put them out, as long as these have their homes here. */
    private final Set<Address> putOut = ConcurrentHashMap.newKeySet();

    /** Whether they have gone, or somebody else has the name. */
    private volatile boolean gone;

    /** @param expulsion told of a room that has put them out, under the lock of the holder */
    StandIn(String node, Visitor visitor, Link link, Consumer<Address> expulsion) {
        this.node = node;
        this.visitor = visitor;
        this.link = link;
        holder = new Holder(visitor.account(), room -> {
            putOut.add(room);
            expulsion.accept(room);
        });
        all = peer(BusOutlet.toAll(link, visitor));
        holder.add(all);
        update(visitor);
    }

    private Peer peer(BusOutlet outlet) {
        Peer peer = new Peer(outlet, new PeerDialect(Dialects.all(), name -> false));
        peer.setOnline(visitor.name(), visitor.account(), holder);
        return peer;
    }

    /** The server that they are connected to. */
    String node() {
        return node;
    }

    Address name() {
        return visitor.name();
    }

    Holder holder() {
        return holder;
    }

    /** Whether that is the same somebody, and not another one who has that name now. */
    boolean isOf(String otherNode, long number) {
        return node.equals(otherNode) && visitor.holder() == number;
    }

    /** What their server has told last. */
    Visitor visitor() {
        return visitor;
    }

    /** Whether they have gone. Who has found them before may have put them into a room since, and has them leave again. */
    boolean isGone() {
        return gone;
    }

    /** They have gone, and are about to leave all rooms. */
    void setGone() {
        gone = true;
    }

    /** Whether that room has put them out: their server, which says that they are in it, does not know that yet. */
    boolean wasPutOut(Address room) {
        return putOut.contains(room);
    }

    /** That room has a new home here: what was before is over. */
    void forget(Address room) {
        putOut.remove(room);
    }

    /** Their server has told more. */
    void update(Visitor told) {
        visitor = told;
        holder.setOperator(told.operator());
        holder.setHidden(told.hidden());
        holder.setSince(told.since());
        holder.setStatus(told.status());
        all.setLastMessage(told.lastMessage());
        if (told.account() != null && holder.account() == null) { // a guest who has made an account
            all.setOnline(told.name(), told.account(), holder);
            boolean unused = holder.add(all);
        }
    }

    /** The session that asks for something; what it causes here is written with that batch. */
    Peer session(Visitor asking, FlushBatch batch) {
        Peer session = peer(BusOutlet.toOne(link, asking, batch));
        if (asking.wantsIds()) {
            session.setWantsIds();
        }
        return session;
    }

    /** One of their sessions, by its number, which says something. */
    Peer speaker(long session, FlushBatch batch) {
        return session(visitor.withSession(session), batch);
    }
}

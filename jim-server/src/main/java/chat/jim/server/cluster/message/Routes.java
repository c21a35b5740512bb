package chat.jim.server.cluster.message;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.message.BatchAnswer.Entry;
import chat.jim.server.cluster.name.Places;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.history.History;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Others.Parcel;
import chat.jim.server.store.AccountKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the servers where addressees are, and sends them their messages. From any thread. */
public final class Routes {
    private final Bus bus;
    private final ThisNode self;
    private final Places places;
    private final Predicate<Address> unknown;

    /** By where they lead. Those to servers that are gone stay until this one ends: they are few, and small. */
    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    /** What a session sends together has a greater number than what it has sent before. */
    private final AtomicLong groups = new AtomicLong();

    /** Null if nothing is kept in one. */
    private volatile @Nullable History history;

    private final AtomicLong messages = new AtomicLong();

    private final Moves moves;

    /** Tells of rooms that get a new home. */
    @FunctionalInterface
    public interface Moves {
        /** Whether somebody is in a room, which that server, its home now, does not know yet. */
        boolean isMoving(Holder holder, Address room, String home);
    }

    /**
     * The ways from that server.
     *
     * @param unknown whether there are letters to somebody of which his server does not know yet
     */
    public Routes(Bus bus, ThisNode self, Places places, Moves moves, Predicate<Address> unknown) {
        this.unknown = unknown;
        this.bus = bus;
        this.self = self;
        this.places = places;
        this.moves = moves;
    }

    /** Keeps there from now on what other servers have kept of what is said from here. */
    public void keepIn(History kept) {
        history = kept;
    }

    /** Keeps a copy of what an account here has said to one at another server, where it is kept. */
    void keepCopy(OutgoingMsg.Copy message, Peer sender, Address to, Entry entry) {
        History kept = history;
        Address name = sender.name();
        AccountKey account = sender.account();
        if (kept != null && name != null && account != null) {
            kept.keepCopy(entry.id(), message.standard(), name, account, new AccountKey(to, entry.account()));
        }
    }

    /** The number of the next message. */
    long nextNumber() {
        return messages.incrementAndGet();
    }

    /** Whether that is the id of this server still. */
    boolean isFromHere(String node) {
        return node.equals(self.lease().id());
    }

    /** Whether what goes there now would overtake letters that are kept: then it has to be kept, too. */
    public boolean wouldOvertake(Address to) {
        return unknown.test(to);
    }

    /** The way to where that name is; null if it is at no other server. Throws as {@link Places#find}. */
    public @Nullable Route find(Address name) {
        String node = places.find(name);
        String way = name.isRoom() ? "#" + node : node; // in a room, a third server may keep all waiting
        return node == null ? null : routes.computeIfAbsent(way, key -> new Route(self, node, bus));
    }

    /** Whether a message must not take that way to a room yet: its new home would say that the sender is not in it. */
    public boolean isTooEarly(Peer sender, Address to, Route route) {
        return to.isRoom() && moves.isMoving(sender.holder(), to, route.to());
    }

    /** The same, which looks once more where it is. */
    @Nullable
    Route look(Address name) {
        places.forget(name);
        return find(name);
    }

    /** The same for a name that is not where that way leads. If it is said to be there, it is nowhere: its claim was left. */
    @Nullable
    Route findAnew(Address name, Route wrong) {
        places.forget(name, wrong.to());
        Route right = find(name);
        return right == wrong ? null : right;
    }

    /** See {@link chat.jim.server.routing.Others#send}. */
    public void send(List<Parcel> parcels) {
        long group = groups.incrementAndGet();
        Map<Route, List<RemoteParcel>> byRoute = new LinkedHashMap<>();
        for (Parcel parcel : parcels) {
            RemoteParcel remote = (RemoteParcel) parcel;
            remote.setGroup(group);
            byRoute.computeIfAbsent(remote.route(), route -> new ArrayList<>()).add(remote);
        }
        byRoute.forEach(Route::send);
    }
}

package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.visitor.Link;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.store.AccountKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Those who are connected to other servers and in rooms here, by their names. From any thread. */
final class StandIns {
    private final Bus bus;
    private final ThisNode self;
    private final Expulsion expulsion;

    private final Map<Address, StandIn> byName = new ConcurrentHashMap<>();

    /** The ways to other servers. Those to servers that are gone stay until this one ends: they are few, and small. */
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    /** Has one leave all rooms. Set before others ask. */
    private volatile Consumer<StandIn> leave = standIn -> {};

    /** Tells another server that a room here has put somebody out. */
    @FunctionalInterface
    interface Expulsion {
        void tell(String node, long holder, Address room);
    }

    StandIns(Bus bus, ThisNode self, Expulsion expulsion) {
        this.bus = bus;
        this.self = self;
        this.expulsion = expulsion;
    }

    /** The one of that name, at whichever server; null if there is none. */
    @Nullable
    StandIn find(Address name) {
        return byName.get(name);
    }

    /** All. */
    Stream<StandIn> all() {
        return byName.values().stream();
    }

    /** One who has gone leaves the rooms by that. */
    void begin(Consumer<StandIn> leaving) {
        leave = leaving;
    }

    /** The one for somebody, with what their server has told now; it is made if there is none. */
    StandIn of(String node, Visitor visitor) {
        StandIn before = byName.get(visitor.name());
        if (before != null && !before.isOf(node, visitor.holder())) {
            leave.accept(before); // somebody else has that name now
        }
        StandIn standIn = byName.computeIfAbsent(visitor.name(), name -> made(node, visitor));
        standIn.update(visitor);
        return standIn;
    }

    /** The one for somebody who needs not be remembered because of that. */
    StandIn passing(String node, Visitor visitor) {
        StandIn known = byName.get(visitor.name());
        if (known == null || !known.isOf(node, visitor.holder())) {
            return made(node, visitor);
        }
        known.update(visitor);
        return known;
    }

    /** One for somebody who has never asked for anything here, and so is in no room; it is not remembered. */
    StandIn stranger(String node, Address name, @Nullable AccountKey account) {
        return made(node, Visitor.stranger(name, account));
    }

    private StandIn made(String node, Visitor visitor) {
        Link link = links.computeIfAbsent(node, to -> new Link(self, to, bus));
        return new StandIn(node, visitor, link, room -> expulsion.tell(node, visitor.holder(), room));
    }

    /** They have gone. */
    void remove(StandIn standIn) {
        byName.remove(standIn.name(), standIn);
    }

    /** There are none any more. */
    void clear() {
        byName.clear();
    }
}

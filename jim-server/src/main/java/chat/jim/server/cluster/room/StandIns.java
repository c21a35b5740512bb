package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.visitor.Link;
import chat.jim.server.cluster.visitor.Visitor;
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

    /**
     * The one for somebody, with what their server has told now; it is made if there is none.
     *
     * @param goes takes one who had that name before, and has to leave
     */
    StandIn of(String node, Visitor visitor, Consumer<StandIn> goes) {
        StandIn before = byName.get(visitor.name());
        if (before != null && !before.isOf(node, visitor.holder())) {
            byName.remove(visitor.name(), before);
            goes.accept(before);
        }
        StandIn standIn = byName.computeIfAbsent(visitor.name(), name -> made(node, visitor));
        standIn.update(visitor);
        return standIn;
    }

    /** One that is in no room, and not remembered. */
    StandIn made(String node, Visitor visitor) {
        Link link = links.computeIfAbsent(node, to -> new Link(self, to, bus));
        return new StandIn(node, visitor, link, room -> expulsion.tell(node, visitor.holder(), room));
    }

    /** They are in no room any more. */
    void remove(StandIn standIn) {
        byName.remove(standIn.name(), standIn);
    }

    /** There are none any more. */
    void clear() {
        byName.clear();
    }
}

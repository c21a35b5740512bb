package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.visitor.Link;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.store.AccountKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Those who are connected to other servers and in rooms here, by their names. From any thread. */
final class StandIns {
    /** Longer than a question is on its way. */
    private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(1);

    private final Bus bus;
    private final ThisNode self;
    private final Expulsion expulsion;

    private final Map<Address, StandIn> byName = new ConcurrentHashMap<>();

    /** Those who have gone lately: what is about them comes too late. */
    private final Map<Address, Departure> departures = new ConcurrentHashMap<>();

    /** The ways to other servers. Those to servers that are gone stay until this one ends: they are few, and small. */
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    /** Numbers what other servers are told of who is in which room, so that they know what is the newest. */
    private final AtomicLong steps = new AtomicLong();

    /** Has one leave all rooms. Set before others ask. */
    private volatile Consumer<StandIn> leave = standIn -> {};

    /** Tells another server that a room here has put somebody out. */
    @FunctionalInterface
    interface Expulsion {
        void tell(StandIn standIn, Address room, long step);
    }

    /** @param since in nanoseconds */
    private record Departure(Visitor visitor, long since) {}

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

    /**
     * The one for somebody, with what their server has told now; it is made if there is none.
     *
     * @throws ProtocolException 503 if they have gone, or somebody has come after them
     */
    StandIn of(String node, Visitor visitor) {
        while (true) {
            StandIn before = byName.get(visitor.name());
            if (before != null && before.isOf(node, visitor.holder())) {
                before.update(visitor);
                return before;
            }
            if ((before != null && !visitor.isAfter(before.visitor())) || isGone(visitor)) {
                throw tooLate();
            }
            if (before != null) {
                leave.accept(before); // somebody else has that name now
            }
            StandIn made = made(node, visitor);
            if (byName.putIfAbsent(visitor.name(), made) == null) {
                if (isGone(visitor)) { // just now
                    remove(made);
                    throw tooLate();
                }
                return made;
            }
        }
    }

    private boolean isGone(Visitor visitor) {
        Departure departure = departures.get(visitor.name());
        return departure != null && !visitor.isAfter(departure.visitor());
    }

    private static ProtocolException tooLate() {
        return new ProtocolException(Code.UNAVAILABLE, "You are online elsewhere, or have gone: connect again.");
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
        StandIn[] made = {null};
        made[0] = new StandIn(node, visitor, link, room -> expulsion.tell(made[0], room, nextStep()));
        return made[0];
    }

    /** The number of the next step that another server is told. Call it under the lock of the holder that it is about. */
    long nextStep() {
        return steps.incrementAndGet();
    }

    /** They leave all rooms, and what is about them from now on comes too late. */
    void depart(StandIn standIn) {
        departed(standIn.visitor());
        leave.accept(standIn);
    }

    /** They have gone from a server, and were perhaps never here. */
    void departed(Visitor visitor) {
        departures.merge(
                visitor.name(),
                new Departure(visitor, System.nanoTime()),
                (before, now) -> now.visitor().isAfter(before.visitor()) ? now : before);
    }

    /** Forgets who went long ago. */
    void forgetDepartures() {
        long now = System.nanoTime();
        departures.values().removeIf(departure -> now - departure.since() > REMEMBERED);
    }

    /** They are in no room any more. */
    void remove(StandIn standIn) {
        byName.remove(standIn.name(), standIn);
    }

    /** There are none any more. */
    void clear() {
        byName.clear();
        departures.clear();
    }
}

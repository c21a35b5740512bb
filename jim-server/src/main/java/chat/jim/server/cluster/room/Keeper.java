package chat.jim.server.cluster.room;

import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.Node;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.cluster.visitor.Visitors;
import chat.jim.server.peer.Holder;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each room have a home: takes over rooms whose server is gone, brings the members back who are connected here, and has
 * those leave who were connected to a server that is gone. On a thread of its own.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long TICK = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK = TimeUnit.SECONDS.toNanos(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Bus bus;
    private final ThisNode self;
    private final Directory directory;
    private final Rooms rooms;
    private final Homes homes;
    private final StandIns standIns;
    private final Memberships memberships;
    private final Visitors visitors;
    private final HomeDesk desk;
    private final Timer timer = new Timer("rooms");

    /** The servers that were not the home, though they had claimed the room. Only for the timer's thread. */
    private final Map<Address, String> wrong = new HashMap<>();

    Keeper(
            Bus bus,
            ThisNode self,
            Directory directory,
            Rooms rooms,
            Homes homes,
            StandIns standIns,
            Memberships memberships,
            Visitors visitors,
            HomeDesk desk) {
        this.bus = bus;
        this.self = self;
        this.directory = directory;
        this.rooms = rooms;
        this.homes = homes;
        this.standIns = standIns;
        this.memberships = memberships;
        this.visitors = visitors;
        this.desk = desk;
    }

    /** Takes the rooms that have no home, and looks after them from now on. */
    void begin() {
        takeWritten();
        timer.every(TICK, this::tick);
        timer.every(LOOK, this::takeWritten);
    }

    void tick() {
        if (!self.lease().valid()) {
            return;
        }
        standIns.all().filter(standIn -> self.nodes().isGone(standIn.node())).forEach(desk::leaveAll);
        memberships.homeless().forEach(this::move);
        memberships.payOwed();
        homes.releaseIdle();
    }

    /** Rooms that stay are to be found even if nobody is there. Of several servers, one takes a room. */
    private void takeWritten() {
        try {
            for (Address room : rooms.loader().written()) {
                boolean isMine = rooms.find(room) == null && isChosen(room);
                if (isMine && self.lease().valid() && homes.elsewhere(room) == null) {
                    String unused = homes.find(room, null);
                }
            }
        } catch (StoreException | ProtocolException e) {
            LOG.debug("Rooms that stay have no home for now: {}", e.getMessage());
        }
    }

    private boolean isChosen(Address room) {
        String own = String.valueOf(self.lease().id());
        return Stream.concat(
                        Stream.of(own),
                        self.nodes().others().values().stream()
                                .filter(Node::isUp)
                                .map(Node::id))
                .max(Comparator.comparingInt(node -> (room.key() + node).hashCode()))
                .filter(own::equals)
                .isPresent();
    }

    /** The home of a room is gone: those who are connected here are in it all the same, at its next home. */
    private void move(Address room) {
        List<Holder> members = directory
                .holders()
                .filter(holder -> quietly(holder, room) != null)
                .toList();
        if (members.isEmpty()) {
            memberships.forget(room);
            return;
        }
        try {
            String node = homes.find(room, wrong.remove(room));
            if (node == null) {
                members.forEach(member -> readmit(room, member));
                homes.learnNewest(room);
                memberships.forget(room);
            } else if (told(room, node, members)) {
                memberships.joined(room, node);
            } else {
                homes.forget(room, node);
                wrong.put(room, node);
            }
        } catch (ProtocolException | StoreException e) {
            LOG.debug("{} has no home for now: {}", room, e.getMessage());
        }
    }

    private void readmit(Address room, Holder member) {
        member.locked(() -> {
            if (member.rooms().containsKey(room) && rooms.readmit(room, member) == null) {
                member.rooms().remove(room);
            }
            return null;
        });
    }

    /** Whether they were quiet when they joined; null if they are not in it. */
    private static @Nullable Boolean quietly(Holder holder, Address room) {
        return holder.locked(() -> holder.rooms().get(room));
    }

    /** False if that server does not answer, or is not the home any more. */
    private boolean told(Address room, String node, List<Holder> members) {
        List<CompletableFuture<byte[]>> asked = new ArrayList<>();
        for (Holder member : members) {
            Boolean quietly = quietly(member, room);
            Visitor visitor = quietly == null ? null : Visitor.of(member, null, quietly);
            if (visitor != null) {
                visitors.add(member, node);
                String question = String.join(
                        " ",
                        RoomQuestions.BACK,
                        self.lease().id(),
                        room.toString(),
                        visitor.line().toString());
                asked.add(bus.ask(node, Lines.bytes(question), PATIENCE));
            }
        }
        boolean told = true;
        for (CompletableFuture<byte[]> answer : asked) {
            try {
                told &= Engine.await(answer).length > 0;
            } catch (EngineException e) {
                told = false;
            }
        }
        return told;
    }

    void close() {
        timer.close();
    }
}

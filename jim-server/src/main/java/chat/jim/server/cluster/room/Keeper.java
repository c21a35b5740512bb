package chat.jim.server.cluster.room;

import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.room.Memberships.Membership;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.cluster.visitor.Visitors;
import chat.jim.server.peer.Holder;
import chat.jim.server.room.Rooms;
import chat.jim.server.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each room have a home: takes over rooms whose server is gone, brings the members back who are connected here, and has
 * those leave who were connected to a server that is gone. On a thread of its own, unless it says otherwise.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long TICK = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK = TimeUnit.SECONDS.toNanos(15);

    /** So often it looks for rooms without a home though no server has come or gone. */
    private static final int LOOKS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long a room waits for those who were in it at its former home. */
    private static final Duration FOR_MEMBERS = Duration.ofSeconds(2);

    /** By then all rooms of a server that is gone have other homes, if somebody is in them. */
    private static final long LATELY = TimeUnit.MINUTES.toMillis(10);

    private final Bus bus;
    private final ThisNode self;
    private final Rooms rooms;
    private final Homes homes;
    private final StandIns standIns;
    private final Memberships memberships;
    private final Visitors visitors;
    private final Debts debts;
    private final Timer timer = new Timer("rooms");

    /** The servers that were not the home, though they had claimed the room. Only for the timer's thread, as all below. */
    private final Map<Address, String> wrong = new HashMap<>();

    /** Those that were there at the last look for rooms without a home. */
    private Set<String> lookedWith = Set.of();

    private int looks;

    Keeper(
            Bus bus,
            ThisNode self,
            Rooms rooms,
            Homes homes,
            StandIns standIns,
            Memberships memberships,
            Visitors visitors,
            Debts debts) {
        this.bus = bus;
        this.self = self;
        this.rooms = rooms;
        this.homes = homes;
        this.standIns = standIns;
        this.memberships = memberships;
        this.visitors = visitors;
        this.debts = debts;
    }

    /** Takes the rooms that have no home, and looks after them from now on. */
    void begin() {
        homes.begin(this::gather);
        takeWritten();
        timer.every(TICK, this::tick);
        timer.every(LOOK, this::look);
    }

    void tick() {
        if (!self.lease().valid()) {
            return;
        }
        standIns.all().filter(standIn -> self.nodes().isGone(standIn.node())).forEach(standIns::depart);
        standIns.forgetDepartures();
        memberships.homeless().forEach(this::move);
        debts.payOwed();
        homes.releaseIdle();
    }

    /** A room loses its home only when a server goes; but something may have failed. */
    private void look() {
        looks = (looks + 1) % LOOKS;
        if (looks == 0 || !Set.copyOf(bus.others()).equals(lookedWith)) {
            takeWritten();
        }
    }

    /** Rooms that stay are to be found even if nobody is there. Of several servers, one takes a room. */
    private void takeWritten() {
        Set<String> others = Set.copyOf(bus.others());
        try {
            for (Address room : rooms.loader().written()) {
                boolean isMine = rooms.find(room) == null && isChosen(room, others);
                if (isMine && self.lease().valid() && homes.elsewhere(room) == null) {
                    String unused = homes.find(room, null, true);
                }
            }
            lookedWith = others;
        } catch (StoreException | ProtocolException e) {
            LOG.debug("Rooms that stay have no home for now: {}", e.getMessage());
        }
    }

    private boolean isChosen(Address room, Set<String> others) {
        String own = String.valueOf(self.lease().id());
        return Stream.concat(Stream.of(own), others.stream())
                .max(Comparator.comparingInt(node -> (room.key() + node).hashCode()))
                .filter(own::equals)
                .isPresent();
    }

    /** The home of a room is gone: those who are connected here are in it all the same, at its next home. */
    private void move(Address room) {
        try {
            String node = homes.find(room, wrong.remove(room), true);
            if (node == null) {
                memberships.members(room).forEach(member -> readmit(room, member));
            } else if (!bringBack(room, node)) {
                homes.forget(room, node);
                wrong.put(room, node);
            }
        } catch (ProtocolException | StoreException e) {
            LOG.debug("{} has no home for now: {}", room, e.getMessage());
        }
    }

    /**
     * A room is about to have its home here: all who were in it come back before anybody else is answered, also those who are
     * connected to other servers, if these answer in time. From any thread.
     */
    private void gather(Address room) {
        standIns.all().forEach(standIn -> standIn.forget(room));
        if (someHaveGone()) {
            String question = String.join(" ", RoomQuestions.MOVED, self.lease().id(), room.toString());
            for (CompletableFuture<String> answer : bus.askAll(question, FOR_MEMBERS)) {
                try {
                    String unused = Engine.await(answer);
                } catch (EngineException e) {
                    LOG.debug("A server has not brought its members of {} back yet: {}", room, e.getMessage());
                }
            }
        }
        memberships.members(room).forEach(member -> readmit(room, member));
    }

    private boolean someHaveGone() {
        long now = System.currentTimeMillis();
        return self.nodes().others().values().stream()
                .anyMatch(node -> !node.isUp() && now - TimeUnit.SECONDS.toMillis(node.goneAt()) < LATELY);
    }

    private void readmit(Address room, Holder member) {
        member.locked(() -> {
            Membership former = memberships.remove(member, room);
            if (former != null
                    && member.rooms().containsKey(room)
                    && rooms.readmit(room, member, former.byAccount()) == null) {
                member.rooms().remove(room);
            }
            return null;
        });
    }

    /**
     * Tells the home of a room who has been in it all the time. From any thread.
     *
     * @return false if it does not answer, or is not the home any more
     */
    boolean bringBack(Address room, String node) {
        Map<Holder, CompletableFuture<byte[]>> asked = new HashMap<>();
        for (Holder member : memberships.members(room)) {
            CompletableFuture<byte[]> answer = member.locked(() -> tell(room, node, member));
            if (answer != null) {
                asked.put(member, answer);
            }
        }
        boolean told = true;
        for (Map.Entry<Holder, CompletableFuture<byte[]>> one : asked.entrySet()) {
            try {
                byte[] answer = Engine.await(one.getValue());
                if (answer.length > 0) {
                    memberships.moved(one.getKey(), room, node, !Arrays.equals(answer, RoomQuestions.IS_OUT));
                }
                told &= answer.length > 0;
            } catch (EngineException e) {
                told = false;
            }
        }
        return told;
    }

    /** Under the lock of the holder, so that they do not go meanwhile. Null if there is nothing to tell. */
    private @Nullable CompletableFuture<byte[]> tell(Address room, String node, Holder member) {
        Membership former = memberships.untold(member, room, node);
        Boolean quietly = member.rooms().get(room);
        Visitor visitor = former == null || quietly == null ? null : visitors.of(member, null, quietly, node);
        if (former == null || visitor == null) {
            return null;
        }
        List<String> words = new ArrayList<>(
                List.of(RoomQuestions.BACK, String.valueOf(self.lease().id())));
        words.add(room.toString());
        words.add(Boolean.toString(former.byAccount()));
        words.add(visitor.line().toString());
        return bus.ask(node, Lines.bytes(String.join(" ", words)), PATIENCE);
    }

    void close() {
        timer.close();
    }
}

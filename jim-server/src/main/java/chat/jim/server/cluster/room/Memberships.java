package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.peer.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * In which rooms at other servers those are who are connected here, and where these rooms are. What a home has not heard, it is
 * told until it has. From any thread.
 */
final class Memberships {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Bus bus;
    private final ThisNode self;

    /** The homes of rooms in which somebody is, or was lately. */
    private final Map<Address, String> homes = new ConcurrentHashMap<>();

    private final Set<Owed> owed = ConcurrentHashMap.newKeySet();

    /**
     * That somebody leaves a server's rooms.
     *
     * @param room that room; null if it is all
     */
    private record Owed(
            String node,
            long holder,
            Address name,
            @Nullable Address room) {
        String question(String self) {
            String which = room == null ? "*" : room.key();
            return String.join(" ", RoomQuestions.LEAVE, self, Long.toString(holder), name.key(), which);
        }
    }

    Memberships(Bus bus, ThisNode self) {
        this.bus = bus;
        this.self = self;
    }

    /** Somebody is in that room, whose home is at that server. */
    void joined(Address room, String node) {
        homes.put(room, node);
    }

    /** The rooms whose homes are gone. */
    List<Address> homeless() {
        return homes.entrySet().stream()
                .filter(entry -> self.nodes().isGone(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Nobody is in that room at another server any more. */
    void forget(Address room) {
        homes.remove(room);
    }

    /** Nobody knows whether somebody has entered: so they leave. */
    void owe(String node, Holder holder, Address room) {
        Address name = holder.name();
        if (name != null) {
            owed.add(new Owed(node, holder.number(), name, room));
        }
    }

    /** Somebody enters a room that they were to leave: they leave first. False if that is not possible now. */
    boolean settle(String node, Holder holder, Address room) {
        Address name = holder.name();
        Owed debt = name == null ? null : new Owed(node, holder.number(), name, room);
        if (debt == null || !owed.contains(debt)) {
            return true;
        }
        pay(List.of(debt));
        return !owed.contains(debt);
    }

    /** Somebody leaves all rooms at those servers: waits a moment until that has arrived, else it is told later. */
    void leave(Holder holder, Collection<String> nodes) {
        Address name = holder.name();
        if (name != null) {
            pay(nodes.stream()
                    .map(node -> new Owed(node, holder.number(), name, null))
                    .toList());
        }
    }

    /** A room here has put somebody out who is connected to that server: it is told, once. */
    void putOut(String node, long holder, Address room) {
        CompletableFuture<?> unused =
                bus.ask(node, String.join(" ", RoomQuestions.OUT, Long.toString(holder), room.key()), PATIENCE);
    }

    /** Tells the homes what they have not heard. Waits for them. */
    void payOwed() {
        pay(List.copyOf(owed));
    }

    private void pay(List<Owed> debts) {
        String own = String.valueOf(self.lease().id());
        List<CompletableFuture<String>> asked = new ArrayList<>();
        debts.forEach(debt -> asked.add(bus.ask(debt.node(), debt.question(own), PATIENCE)));
        for (int i = 0; i < debts.size(); i++) {
            Owed debt = debts.get(i);
            try {
                Engine.await(asked.get(i));
                owed.remove(debt);
            } catch (EngineException e) {
                boolean isGone = self.nodes().isGone(debt.node());
                boolean unused = isGone ? owed.remove(debt) : owed.add(debt);
            }
        }
    }

    /** Nobody is in a room at another server any more. */
    void clear() {
        homes.clear();
        owed.clear();
    }
}

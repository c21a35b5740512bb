package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.ThisNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** What other servers have to be told, until they have confirmed it, or are gone. From any thread. */
final class Debts {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Bus bus;
    private final ThisNode self;
    private final Set<Debt> owed = ConcurrentHashMap.newKeySet();

    /** Held while one is sent, so that none is sent after it was confirmed: what was told later would be overtaken. */
    private final ReentrantLock sending = new ReentrantLock();

    /** What a server has to be told. */
    record Debt(String node, String question) {}

    Debts(Bus bus, ThisNode self) {
        this.bus = bus;
        this.self = self;
    }

    /**
     * That somebody has left a room there.
     *
     * @param room the key of that room; {@link RoomQuestions#ALL} if they have gone
     */
    Debt leave(String node, long number, long claim, Address name, String room) {
        return new Debt(
                node,
                String.join(
                        " ",
                        RoomQuestions.LEAVE,
                        own(),
                        Long.toString(number),
                        Long.toString(claim),
                        name.key(),
                        room));
    }

    /** A room here has put somebody out who is connected to another server. Returns at once. */
    void tellOut(StandIn standIn, Address room, long step) {
        String number = Long.toString(standIn.visitor().holder());
        tell(new Debt(
                standIn.node(), String.join(" ", RoomQuestions.OUT, own(), number, Long.toString(step), room.key())));
    }

    private String own() {
        return String.valueOf(self.lease().id());
    }

    /** The server is to be told that later. */
    void add(Debt debt) {
        owed.add(debt);
    }

    /** Tells the server now, and again until it has confirmed it. */
    private void tell(Debt debt) {
        owed.add(debt);
        CompletableFuture<?> unused = send(debt).thenRun(() -> forget(debt));
    }

    /** Tells the servers now, and waits a moment for their confirmation; else they are told again. */
    void pay(List<Debt> debts) {
        owed.addAll(debts);
        payOwed(debts);
    }

    /** Pays this debt, if it is owed. False if the server has not confirmed it. */
    boolean settle(Debt debt) {
        if (owed.contains(debt)) {
            payOwed(List.of(debt));
        }
        return !owed.contains(debt);
    }

    /** Tells all that is owed. Waits for the servers. */
    void payOwed() {
        payOwed(List.copyOf(owed));
    }

    private void payOwed(List<Debt> debts) {
        List<CompletableFuture<String>> asked = new ArrayList<>(debts.size());
        debts.forEach(debt -> asked.add(send(debt)));
        for (int i = 0; i < debts.size(); i++) {
            Debt debt = debts.get(i);
            try {
                String unused = Engine.await(asked.get(i));
                forget(debt);
            } catch (EngineException e) {
                if (self.nodes().isGone(debt.node())) {
                    forget(debt);
                }
            }
        }
    }

    private void forget(Debt debt) {
        sending.lock();
        try {
            owed.remove(debt);
        } finally {
            sending.unlock();
        }
    }

    private CompletableFuture<String> send(Debt debt) {
        sending.lock();
        try {
            return owed.contains(debt)
                    ? bus.ask(debt.node(), debt.question(), PATIENCE)
                    : CompletableFuture.completedFuture("");
        } finally {
            sending.unlock();
        }
    }

    /** Nothing has to be told any more. */
    void clear() {
        owed.clear();
    }
}

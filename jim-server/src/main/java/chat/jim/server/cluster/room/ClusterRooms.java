package chat.jim.server.cluster.room;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Lines;
import chat.jim.server.cluster.message.RoomSpeech;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.cluster.name.Places;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.room.Debts.Debt;
import chat.jim.server.cluster.visitor.RoomDeliveries;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.cluster.visitor.Visitors;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Entries;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the homes of rooms for those who are connected here. From any thread; it waits for the other servers. */
public final class ClusterRooms implements RoomHomes, Closeable {
    /** Longer than a request may wait for its turn at the home. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(30);
    private static final Duration FOR_PERSON = Duration.ofSeconds(1);
    private static final Duration FOR_LIST = Duration.ofSeconds(2);

    /** So long a request waits for a room that is changing servers. */
    private static final long MOVING = TimeUnit.SECONDS.toNanos(5);

    private final Bus bus;
    private final ThisNode self;
    private final ClusterNames names;
    private final Places places;
    private final StandIns standIns;
    private final Visitors visitors;
    private final Memberships memberships;
    private final Debts debts;
    private final BookQuestions books;

    /** Null until it begins; so is {@link #keeper}. */
    private volatile @Nullable Homes homes;

    private volatile @Nullable Keeper keeper;

    /** Of that server, whose names are these. */
    public ClusterRooms(Bus bus, ThisNode self, ClusterNames names, Places places) {
        this.bus = bus;
        this.self = self;
        this.names = names;
        this.places = places;
        visitors = new Visitors(names::revision);
        memberships = new Memberships(self);
        debts = new Debts(bus, self);
        books = new BookQuestions(bus);
        standIns = new StandIns(bus, self, debts::tellOut);
    }

    /** From now on, others may ask for rooms here. Waits for the engine. Returns what says something in them. */
    public RoomSpeech begin(Here here, InstantSource clock) {
        Homes itsHomes = new Homes(names, places, here.rooms(), here.history());
        HomeDesk desk = new HomeDesk(here, itsHomes, standIns);
        Keeper itsKeeper = new Keeper(bus, self, here.rooms(), itsHomes, standIns, memberships, visitors, debts);
        homes = itsHomes;
        standIns.begin(desk::leaveAll);
        keeper = itsKeeper;
        bus.onQuestion(RoomDeliveries.WORD, new RoomDeliveries(self, visitors, here.history(), clock)::take);
        new RoomQuestions(bus, self, here, visitors, standIns, itsHomes, desk, memberships, itsKeeper).begin();
        itsKeeper.begin();
        return desk;
    }

    /** This server is cut off, and all who were online have gone: other servers take its rooms. */
    public void forgetAll() {
        standIns.clear();
        memberships.clear();
        debts.clear();
        if (homes != null) {
            homes.clear();
        }
    }

    private Homes homes() {
        return Objects.requireNonNull(homes);
    }

    @Override
    public @Nullable Answer ask(Address room, Action request, Peer peer) {
        long begun = System.nanoTime();
        String silent = null;
        String wrong = null;
        while (System.nanoTime() - begun < MOVING) {
            boolean mayTake = request instanceof Action.Join || memberships.has(room);
            String node = homes().find(room, wrong, mayTake);
            if (node == null) {
                return null;
            }
            if (memberships.untold(peer.holder(), room, node) == null) {
                Answer answer = ask(node, room, request, peer);
                if (answer != null) {
                    return answer;
                }
                homes().forget(room, node);
                wrong = node.equals(silent) ? node : null; // the first time it may be about to know
                silent = node;
            }
            LockSupport.parkNanos(PAUSE);
        }
        throw Homes.isMoving(room);
    }

    /** Null if that server is not the home. */
    private @Nullable Answer ask(String node, Address room, Action request, Peer peer) {
        boolean isJoin = request instanceof Action.Join;
        Visitor visitor = online(visitors.of(peer.holder(), peer, false, node));
        Debt leave = debts.leave(node, visitor.holder(), visitor.claim(), visitor.name(), room.key());
        if (isJoin && !debts.settle(leave)) {
            throw unreachable(room);
        }
        try {
            DeskAnswer told = DeskAnswer.of(Engine.await(bus.ask(node, question(room, request, visitor), PATIENCE)));
            Answer answer = told.answer();
            if (answer == null || told.place() == null || !(isJoin || request instanceof Action.Leave)) {
                return answer;
            }
            boolean quietly = request instanceof Action.Join join && Boolean.TRUE.equals(join.quiet());
            return answer.changed(memberships.hear(peer.holder(), answer.room(), node, told.place(), quietly));
        } catch (EngineException | IllegalArgumentException e) {
            if (e instanceof EngineException failure && failure.reason() == Reason.NOT_SENT) {
                throw unreachable(room);
            }
            if (isJoin && !memberships.has(peer.holder(), room)) {
                debts.add(leave); // nobody knows whether they have entered
            }
            throw new ProtocolException(
                    Code.NO_ANSWER,
                    "The server that has " + room + " does not answer: nobody knows whether it was done.");
        }
    }

    private static ProtocolException unreachable(Address room) {
        return new ProtocolException(
                Code.UNAVAILABLE,
                "The server that has " + room + " cannot be reached: nothing was done, try again later.");
    }

    private static Visitor online(@Nullable Visitor visitor) {
        if (visitor == null) {
            throw new ProtocolException(Code.UNAUTHORIZED, "Come online first: send a presence with your name.");
        }
        return visitor;
    }

    private byte[] question(Address room, Action request, Visitor visitor) {
        Frame object = Codec.encode(request);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Lines.bytes(
                String.join(" ", RoomQuestions.DESK, self.lease().id(), room.toString(), visitor.line() + "\n")));
        out.write(object.array(), object.offset(), object.length());
        return out.toByteArray();
    }

    @Override
    public void leave(Holder holder) {
        holder.rooms().keySet().forEach(room -> memberships.remove(holder, room));
        Address name = holder.name();
        Visitors.Leaving leaving = visitors.remove(holder);
        if (name != null && leaving != null) {
            debts.pay(leaving.nodes().stream()
                    .map(node -> debts.leave(node, leaving.number(), leaving.claim(), name, RoomQuestions.ALL))
                    .toList());
        }
    }

    /** Whether somebody is in a room that has another home now, which does not know that yet. */
    public boolean isMoving(Holder holder, Address room, String home) {
        return memberships.untold(holder, room, home) != null;
    }

    @Override
    public void inherit(Holder holder) {
        Visitor visitor = visitors.of(holder, null, false);
        if (visitor != null) {
            books.inherit(String.valueOf(self.lease().id()), visitor);
        }
    }

    @Override
    public Entries entries(AccountKey account) {
        return books.entries(account);
    }

    @Override
    public void invitations(AccountKey account, Predicate<Invitation> taker) {
        books.invitations(account, taker);
    }

    @Override
    public Listed list(Action.Rooms request, Peer peer) {
        Visitor visitor = online(visitors.of(peer.holder(), peer, false));
        byte[] question = question(RoomQuestions.ANY_ROOM, request, visitor);
        List<Response> parts = new ArrayList<>();
        int silent = 0;
        for (CompletableFuture<byte[]> answer : bus.askAll(question, FOR_LIST)) {
            try {
                Answer told = DeskAnswer.of(Engine.await(answer)).answer();
                if (told != null) {
                    List<Response> listed =
                            told.parts().stream().flatMap(ClusterRooms::listed).toList();
                    listed.forEach(part -> Listed.name(part)); // it may be no name
                    parts.addAll(listed);
                }
            } catch (EngineException | IllegalArgumentException | ProtocolException e) {
                silent++;
            }
        }
        return new Listed(parts, silent);
    }

    /** A part has the names of many rooms, or one room with more about it. */
    private static Stream<Response> listed(Frame part) {
        if (!(Codec.decode(part) instanceof Response response)) {
            return Stream.empty();
        }
        List<String> names = response.names();
        return names == null
                ? Stream.of(response).filter(one -> one.text(Detail.ROOM) != null)
                : names.stream()
                        .map(name -> new Response(Code.ACCEPTED, response.time(), null).with(Detail.ROOM, name));
    }

    @Override
    public @Nullable Holder person(Address name) {
        StandIn known = standIns.find(name);
        String node = places.findAnew(name);
        if (node == null) {
            return known == null ? null : known.holder();
        }
        try {
            byte[] question =
                    Lines.bytes(RoomQuestions.PERSON + " " + self.lease().id() + " " + name.key());
            byte[] told = Engine.await(bus.ask(node, question, FOR_PERSON));
            if (told.length == 0) {
                return null;
            }
            Visitor visitor = Visitor.of(JsonLine.of(Lines.text(told, 0, told.length)));
            return standIns.of(node, visitor).holder();
        } catch (EngineException | ProtocolException e) {
            return known == null ? null : known.holder();
        }
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.close();
        }
    }
}

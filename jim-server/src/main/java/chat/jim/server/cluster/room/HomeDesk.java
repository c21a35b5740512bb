package chat.jim.server.cluster.room;

import chat.jim.codec.Codec;
import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.RoomAction;
import chat.jim.server.cluster.message.RoomSpeech;
import chat.jim.server.cluster.visitor.BusOutlet;
import chat.jim.server.cluster.visitor.Visitor;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Room;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does at the home of rooms what is asked by those who are connected to other servers. From any thread; it may wait. */
final class HomeDesk implements RoomSpeech {
    private final Here here;
    private final Homes homes;
    private final StandIns standIns;

    HomeDesk(Here here, Homes homes, StandIns standIns) {
        this.here = here;
        this.homes = homes;
        this.standIns = standIns;
    }

    /**
     * Answers a request.
     *
     * @param room null if it is for a list of all
     * @throws ProtocolException it makes no sense
     */
    byte[] answer(String node, @Nullable Address room, Visitor visitor, byte[] object) {
        if (!(Codec.decode(Frame.ofAnyLength(object)) instanceof Action request) || !isForRooms(request)) {
            throw ProtocolException.badRequest("This is no request about rooms.");
        }
        if (room != null && !homes.isHere(room)) {
            return DeskAnswer.NOT_HERE.encoded();
        }
        try {
            return answer(node, visitor, request, room).encoded();
        } catch (ProtocolException e) { // they are not online there any more
            Response refusal = new Response(e.code(), here.rooms().rules().now(), e.getMessage());
            return DeskAnswer.refused(refusal, room == null ? Address.EVERYBODY : room)
                    .encoded();
        }
    }

    /** Nothing else is answered here: everybody is online at another server. */
    private static boolean isForRooms(Action request) {
        return request instanceof RoomAction
                || request instanceof HistoryAction
                || request instanceof Action.Join
                || request instanceof Action.Leave
                || request instanceof Action.Who
                || request instanceof Action.Rooms;
    }

    private DeskAnswer answer(String node, Visitor visitor, Action request, @Nullable Address room) {
        FlushBatch batch = new FlushBatch();
        StandIn standIn = request instanceof Action.Join ? standIns.of(node, visitor) : standIns.passing(node, visitor);
        Peer session = standIn.session(visitor, batch);
        Response response = here.desk().answer(request, session);
        batch.handOver();
        BusOutlet outlet = (BusOutlet) session.outlet();
        Room there = room == null ? null : here.rooms().find(room);
        Address name = there != null ? there.name() : room != null ? room : Address.EVERYBODY;
        RoomHomes.Answer answer = new RoomHomes.Answer(outlet.parts(), response, outlet.after(), name, false);
        if (standIn.isGone()) {
            leaveAll(standIn);
        }
        return new DeskAnswer(answer, place(standIn.holder(), name));
    }

    /** Whether they are in that room now, in the order of what their server is told. */
    private DeskAnswer.Place place(Holder holder, Address room) {
        return holder.locked(
                () -> new DeskAnswer.Place(standIns.nextStep(), holder.rooms().containsKey(room), isByAccount(room)));
    }

    private boolean isByAccount(Address name) {
        Room room = here.rooms().find(name);
        return room != null && room.isByAccount();
    }

    @Override
    public @Nullable Routed say(
            String node,
            long session,
            @Nullable AccountKey account,
            Address from,
            Address room,
            OutgoingMsg msg,
            FlushBatch batch) {
        if (!homes.isHere(room)) {
            return null;
        }
        StandIn known = standIns.find(from);
        boolean isKnown = known != null
                && known.node().equals(node)
                && Objects.equals(known.holder().account(), account);
        StandIn standIn = known != null && isKnown ? known : standIns.stranger(node, from, account);
        return here.router().routeHere(msg, standIn.speaker(session, batch), room);
    }

    /** Somebody goes offline at another server, or that server is gone: they leave all rooms. */
    void leaveAll(StandIn standIn) {
        standIn.setGone();
        FlushBatch batch = new FlushBatch();
        here.desk().leaveAll(standIn.speaker(0, batch));
        batch.handOver();
        standIns.remove(standIn);
    }

    /** Somebody leaves a room, which they may have entered. */
    void leave(StandIn standIn, Address room) {
        FlushBatch batch = new FlushBatch();
        long now = here.rooms().rules().now();
        Response unused = here.desk().answer(new Action.Leave(now, room), standIn.speaker(0, batch));
        batch.handOver();
    }

    /**
     * Somebody has been in a room all the time, whose home was at a server that is gone.
     *
     * @return false if they are out of it: they are banned, were put out since, or have gone
     */
    boolean comeBack(String node, Visitor visitor, Address room, boolean byAccount) {
        StandIn standIn;
        try {
            standIn = standIns.of(node, visitor);
        } catch (ProtocolException e) {
            return false; // their server will know soon that they have gone
        }
        Holder holder = standIn.holder();
        boolean isIn = holder.locked(() -> {
            Room entered = standIn.wasPutOut(room) ? null : here.rooms().readmit(room, holder, byAccount);
            if (entered != null) {
                holder.rooms().put(entered.name(), visitor.quietly());
            }
            return entered != null;
        });
        if (standIn.isGone()) {
            leaveAll(standIn);
            return false;
        }
        return isIn;
    }

    /** A guest at another server has made an account. */
    void inherit(String node, Visitor visitor) {
        AccountKey account = visitor.account();
        StandIn standIn = standIns.passing(node, visitor);
        if (account != null) {
            String origin = standIn.speaker(0, new FlushBatch()).origin(visitor.name());
            here.rooms().book().inherit(standIn.holder(), origin, account);
        }
    }
}

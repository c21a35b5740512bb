package chat.jim.server.cluster.room;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonLine;
import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
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
import java.util.Arrays;
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
     * @param data a line that says who asks, and then the request
     * @throws ProtocolException it makes no sense
     */
    byte[] answer(String node, byte[] data) {
        int end = Codecs.endOfLine(data);
        Visitor visitor = Visitor.of(JsonLine.of(Codecs.text(data, 0, end)));
        byte[] object = Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length);
        if (!(Codec.decode(Frame.ofAnyLength(object)) instanceof Action request)) {
            throw ProtocolException.badRequest("This is no request.");
        }
        boolean isList = request instanceof Action.Rooms;
        Address room = room(request);
        if (room == null && !isList) {
            throw ProtocolException.badRequest("This is about no room.");
        }
        if (room != null && !homes.isHere(room)) {
            return new DeskAnswer(null).encoded();
        }
        return new DeskAnswer(answer(node, visitor, request, room)).encoded();
    }

    private RoomHomes.Answer answer(String node, Visitor visitor, Action request, @Nullable Address room) {
        FlushBatch batch = new FlushBatch();
        StandIn standIn = standIns.of(node, visitor);
        Peer session = standIn.session(visitor, batch);
        Response response = here.desk().answer(request, session);
        batch.handOver();
        BusOutlet outlet = (BusOutlet) session.outlet();
        Room there = room == null ? null : here.rooms().find(room);
        Address name = there != null ? there.name() : room != null ? room : Address.EVERYBODY;
        return new RoomHomes.Answer(outlet.parts(), response, outlet.after(), name);
    }

    private static @Nullable Address room(Action request) {
        if (request instanceof Action.Join join) {
            return join.room();
        }
        return request instanceof Action.Leave leave ? leave.room() : RoomHomes.room(request);
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
        return here.router().route(msg, standIn.speaker(session, batch), room);
    }

    /** Somebody goes offline at another server, or that server is gone: they leave all rooms. */
    void leaveAll(StandIn standIn) {
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

    /** Somebody has been in a room all the time, whose home was at a server that is gone. */
    void comeBack(String node, Visitor visitor, Address room) {
        Holder holder = standIns.of(node, visitor).holder();
        holder.locked(() -> {
            Room entered = here.rooms().readmit(room, holder);
            holder.rooms().put(entered.name(), visitor.quietly());
            return null;
        });
    }

    /** A guest at another server has made an account. */
    void inherit(String node, Visitor visitor) {
        AccountKey account = visitor.account();
        StandIn standIn = standIns.of(node, visitor);
        if (account != null) {
            String origin = standIn.speaker(0, new FlushBatch()).origin(visitor.name());
            here.rooms().book().inherit(standIn.holder(), origin, account);
        }
    }
}

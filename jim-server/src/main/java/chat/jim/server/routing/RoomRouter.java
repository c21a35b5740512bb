package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.history.History;
import chat.jim.server.measure.Traffic.Kind;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Room;
import chat.jim.server.room.RoomRules;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Others.Parcel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Hands messages to the members of rooms (PROTOCOL.md, section 7). For the thread of the sender's session. */
final class RoomRouter {
    private final Rooms rooms;
    private final @Nullable History history;
    private final @Nullable Others others;

    /**
     * Of these rooms.
     *
     * @param history null if nothing is kept in one
     * @param others the other servers of the chat; null if there are none
     */
    RoomRouter(Rooms rooms, @Nullable History history, @Nullable Others others) {
        this.rooms = rooms;
        this.history = history;
        this.others = others;
    }

    /** See {@link Router#route(OutgoingMsg, Peer, Address, Parcel)}. */
    Routed route(OutgoingMsg msg, Peer sender, Address to, @Nullable Parcel before) {
        Parcel parcel = others == null || rooms.find(to) != null ? null : parcel(others, msg, sender, to, before);
        return parcel == null ? toMembers(msg, sender, to) : Routed.later(parcel);
    }

    private @Nullable Parcel parcel(Others others, OutgoingMsg msg, Peer sender, Address to, @Nullable Parcel before) {
        sender.flush(); // other servers may be slow
        return before == null
                ? others.parcel(
                        msg, sender, to, again -> toMembers(again, sender, to).known())
                : others.parcelBehind(before, msg);
    }

    /** Hands the message to the members of a room that has its home here, and to other servers for theirs. */
    Routed toMembers(OutgoingMsg msg, Peer sender, Address to) {
        Room room = rooms.find(to);
        Holder speaker = sender.holder();
        if (room == null || !room.has(speaker)) {
            checkIsNotMoving(to, speaker);
            rooms.find(to, speaker); // there may be none that the sender may know of
            throw RoomRules.notIn(to);
        }
        if (room.isRestricted()) {
            rooms.rules().checkMaySpeak(room, speaker);
        }
        if (room.isSpread() && others != null && !others.isConnected()) {
            throw new ProtocolException(
                    Code.UNAVAILABLE,
                    "The other servers that have members of " + to
                            + " cannot be reached: nothing was sent, try again later.");
        }
        keep(msg, sender, room);
        int reached = room.deliver(msg, sender);
        List<CompletableFuture<Integer>> elsewhere = msg.carry(sender.account());
        if (elsewhere.isEmpty()) {
            return counted(sender, reached, msg.id());
        }
        long id = msg.id();
        return Routed.later(() -> counted(
                sender,
                reached
                        + elsewhere.stream()
                                .mapToInt(count -> reached(count, room))
                                .sum(),
                id));
    }

    /** @throws ProtocolException 503 if the sender is in the room, which does not know that yet at its new home */
    private void checkIsNotMoving(Address to, Holder speaker) {
        if (others != null
                && !speaker.isElsewhere()
                && speaker.locked(() -> speaker.rooms().containsKey(to))) {
            throw Routed.isMoving(to);
        }
    }

    private static Routed counted(Peer sender, int reached, long id) {
        sender.traffic().count(Kind.TO_ROOM);
        sender.traffic().add(Kind.DELIVERY, reached);
        return Routed.toRoom(reached, id);
    }

    private static int reached(CompletableFuture<Integer> count, Room room) {
        try {
            return count.join();
        } catch (CompletionException e) {
            throw new ProtocolException(
                    Code.NO_ANSWER,
                    "Not all in " + room.name() + " may have got it: one of the servers does not answer.");
        }
    }

    private void keep(OutgoingMsg msg, Peer sender, Room room) {
        if (history != null && room.keeps()) {
            history.keep(msg, sender, room.name());
            if (msg.id() != 0) {
                if (room.newest() == 0) {
                    history.begin(room.members(), room.name(), msg.id());
                }
                room.setNewest(msg.id());
                rooms.stay(room);
            }
        }
    }
}

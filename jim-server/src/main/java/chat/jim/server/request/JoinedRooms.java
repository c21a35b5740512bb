package chat.jim.server.request;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Flag;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.list.NameList;
import chat.jim.server.moderation.RoomAnswers;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Room;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.RoomHomes;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that one peer is in, with all sessions of its account. It joins and leaves rooms, and their other members get a
 * notice (PROTOCOL.md, section 7). Only for the thread of the peer's session.
 */
public final class JoinedRooms {
    private final Peer peer;
    private final Rooms rooms;
    private final Replies replies;
    private final IntSupplier most;

    /** Where rooms are that are not here; null if all are. */
    private final @Nullable RoomHomes homes;

    /** The rooms that it is in since its login, because other sessions were in them, until it is told. */
    private List<Address> followed = List.of();

    /** The rooms here whose topic the peer has to be told. */
    private final List<Room> topics = new ArrayList<>();

    /** What the peer has to be told by rooms elsewhere. */
    private final List<Frame> notices = new ArrayList<>();

    /** Those of a peer. */
    public JoinedRooms(Peer peer, Shared shared) {
        this.peer = peer;
        rooms = shared.rooms();
        replies = shared.replies();
        most = shared.mostRooms();
        homes = shared.homes();
    }

    /** Joins a room; quietly without notices, as long as the account stays there. */
    public Response join(Action.Join request) {
        return alone(() -> {
            checkLimit(request.room());
            Response elsewhere = joinElsewhere(request);
            if (elsewhere != null) {
                return elsewhere;
            }
            boolean owned = owns(request.room());
            return peer.holder().locked(() -> joinHere(request, owned));
        });
    }

    /** Does that while no other session of the account joins or leaves a room. It may wait for other servers, if there are any. */
    private <T extends @Nullable Object> T alone(Supplier<T> work) {
        Holder holder = peer.holder();
        return homes == null && !holder.isElsewhere() ? holder.locked(work) : holder.inTurn(work);
    }

    /** Whether a room that the peer makes now belongs to its account. It may wait for other servers. */
    private boolean owns(Address name) {
        return rooms.find(name) == null
                && rooms.book().mayOwn(name, peer.holder().account());
    }

    private void checkLimit(Address name) {
        peer.holder().locked(() -> {
            int joined = joined().size();
            if (joined >= most.getAsInt() && !joined().containsKey(name)) {
                throw new ProtocolException(
                        Code.FORBIDDEN, "You are in " + joined + " rooms, which is the limit: leave one first.");
            }
            return null;
        });
    }

    private Response joinHere(Action.Join request, boolean owned) {
        Response answer = enter(request.room(), Boolean.TRUE.equals(request.quiet()), owned);
        Room room = Objects.requireNonNull(rooms.find(request.room())); // it stays open until the lock is released
        if (request.about() == Flag.YES) {
            return RoomAnswers.described(answer, room, peer.holder());
        }
        if (!room.settings().topic().isEmpty()) {
            topics.add(room);
        }
        return answer;
    }

    /** Null if the room is here. */
    private @Nullable Response joinElsewhere(Action.Join request) {
        RoomHomes.Answer answer = ask(request.room(), request);
        if (answer == null) {
            return null;
        }
        if (!answer.response().code().isError()) {
            notices.addAll(answer.after());
            if (answer.changed()) {
                tellOwn("joined", answer.room());
            }
        }
        return answer.response();
    }

    private RoomHomes.@Nullable Answer ask(Address room, Action request) {
        return homes == null || rooms.find(room) != null ? null : homes.ask(room, request, peer);
    }

    private Response enter(Address name, boolean quietly, boolean owned) {
        Rooms.Joined result = rooms.join(name, peer.holder(), owned);
        Room room = result.room();
        if (result.entered()) {
            joined().put(room.name(), quietly);
            tellOwn("joined", room.name());
        }
        if (result.created()) {
            return replies.of(Code.CREATED, "You made " + room.name() + ".");
        }
        if (result.entered()) {
            announce(room, "joined");
        }
        return replies.of(Code.OK, "You are in " + room.name() + ".");
    }

    /** Leaves a room, with all sessions of the account. */
    public Response leave(Action.Leave request) {
        return alone(() -> leaveAnywhere(request));
    }

    private Response leaveAnywhere(Action.Leave request) {
        Address name = request.room();
        Holder holder = peer.holder();
        Response here = holder.locked(() -> leaveHere(name));
        RoomHomes.Answer answer =
                here == null && holder.locked(() -> joined().containsKey(name)) ? ask(name, request) : null;
        if (answer != null) {
            if (answer.changed() && !answer.response().code().isError()) {
                tellOwn("left", answer.room());
            }
            return answer.response();
        }
        Response left = here == null ? holder.locked(() -> leaveHere(name)) : here; // it may have come here meanwhile
        if (left == null) {
            throw new ProtocolException(Code.NOT_FOUND, "You are not in " + name + ": see which rooms there are.");
        }
        return left;
    }

    /** Null if the peer is not in a room of that name here. */
    private @Nullable Response leaveHere(Address name) {
        Room room = rooms.leave(name, peer.holder());
        if (room == null) {
            return null;
        }
        announce(room, "left");
        joined().remove(room.name());
        tellOwn("left", room.name());
        return replies.of(Code.OK, "You left " + room.name() + ".");
    }

    /** The places of those rooms that are kept. */
    public List<String> kept() {
        return peer.holder().locked(() -> List.copyOf(joined().keySet())).stream()
                .filter(name -> isKept(rooms.find(name)))
                .map(Address::key)
                .toList();
    }

    /** Of a room elsewhere it is not known here; if it is not, nothing is found. */
    private boolean isKept(@Nullable Room room) {
        return room == null ? homes != null : room.isKept();
    }

    /**
     * Puts the peer into a room that it has not asked for. The limit on rooms does not apply.
     *
     * @return whether it was not in it before
     * @throws ProtocolException 403 or 404 if it may not enter
     */
    boolean enterUnasked(Address name) {
        Holder holder = peer.holder();
        return alone(() -> {
            if (holder.locked(() -> joined().containsKey(name))) {
                return false;
            }
            Response elsewhere = joinElsewhere(new Action.Join(rooms.rules().now(), name, null, null, null));
            boolean owned = elsewhere == null && owns(name);
            Response entered = elsewhere == null ? holder.locked(() -> enter(name, false, owned)) : elsewhere;
            if (entered.code().isError()) {
                throw new ProtocolException(entered.code(), String.valueOf(entered.text()));
            }
            return true;
        });
    }

    /** Has the peer leave a room that it has not asked for, if it is there. */
    void leaveUnasked(Address name) {
        Action.Leave leave = new Action.Leave(rooms.rules().now(), name);
        Holder holder = peer.holder();
        alone(() -> holder.locked(() -> joined().containsKey(name)) ? leave(leave) : null);
    }

    /** The peer is in the rooms of its account from now on. Only under the lock of the holder. */
    public void follow() {
        followed = joined().keySet().stream().sorted(NameList.ORDER).toList();
    }

    /** Tells the peer the topics of the rooms that it has joined, after that is answered. */
    public void tellTopics() {
        topics.forEach(room -> peer.tell(
                replies.notice(
                        "The topic of " + room.name() + ": " + room.settings().topic()),
                peer));
        topics.clear();
        notices.forEach(notice -> peer.tell(notice, peer));
        notices.clear();
    }

    /** Tells the peer which rooms those are, after its login is answered. */
    public void tellFollowed() {
        if (!followed.isEmpty()) {
            peer.holder().locked(() -> {
                followed.stream().filter(joined()::containsKey).forEach(name -> peer.tell(own("joined", name), peer));
                return null;
            });
            followed = List.of();
        }
    }

    /** Leaves all rooms, under the lock of the holder. Call this while the peer still has its name. */
    public void leaveAll() {
        for (Address name : joined().keySet()) {
            Room room = rooms.leave(name, peer.holder());
            if (room != null) {
                announce(room, "left");
            }
        }
        if (homes != null) {
            homes.leave(peer.holder());
        }
        joined().clear();
    }

    /** Tells the other sessions of the account. */
    private void tellOwn(String action, Address room) {
        Holder holder = peer.holder();
        if (holder.count() > 1) {
            holder.tell(own(action, room), peer);
        }
    }

    private Frame own(String action, Address name) {
        return replies.notice("You " + action + " " + name + ".", name);
    }

    private Map<Address, Boolean> joined() {
        return peer.holder().rooms();
    }

    private void announce(Room room, String action) {
        if (!room.isEmpty() && Boolean.FALSE.equals(joined().get(room.name()))) {
            Address name = Objects.requireNonNull(peer.name());
            room.tell(replies.notice(name + " " + action + " " + room.name()), peer);
        }
    }
}

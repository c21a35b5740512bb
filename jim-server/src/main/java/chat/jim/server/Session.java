package chat.jim.server;

import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer's state on the server, and what its requests do (PROTOCOL.md, sections 5 to 7 and 10). A handler's return
 * value is the answer. All belongs to the thread of the peer's {@link Conversation}; others only read the name, and
 * {@link #deliver}.
 */
final class Session implements Action.Handler<Response> {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Services services;
    private final Set<Address> joined = new HashSet<>();

    /** The name it is online by; null until then. */
    private volatile @Nullable Address name;

    Session(Connection connection, Services services) {
        this.connection = connection;
        this.services = services;
    }

    /** The name it is online by, or null. From any thread. */
    @Nullable
    Address name() {
        return name;
    }

    /** Hands a frame to the peer, never waits; false if it will not get it. From any thread. */
    boolean deliver(Frame message) {
        return connection.push(message);
    }

    /** Frees the name and the places in rooms; does nothing the second time. */
    void leaveAll() {
        for (Address address : joined) {
            Room room = services.rooms().leave(address, this);
            if (room != null) {
                announce(room, "left");
            }
        }
        joined.clear();
        Address former = name;
        if (former != null) {
            name = null;
            services.directory().release(former, this);
            LOG.info("{} is offline", former);
        }
    }

    @Override
    public Response onPresence(Action.Presence presence) {
        Address account = presence.account();
        if (name == null) {
            comeOnline(account);
            return response(Code.OK, "You are online as " + account + ".");
        }
        if (!account.equals(name)) {
            throw new ProtocolException(Code.BAD_REQUEST, "You are online as " + name + ": quit to change your name.");
        }
        return response(Code.OK, "You are online as " + name + ".");
    }

    private void comeOnline(Address account) {
        if (account.isReserved()) {
            throw new ProtocolException(Code.BAD_REQUEST, "The name " + account + " is reserved: choose another one.");
        }
        if (!services.directory().claim(account, this)) {
            throw new ProtocolException(Code.CONFLICT, "The name " + account + " is in use: choose another one.");
        }
        name = account;
        LOG.info("{} is online from {}", account, connection.peer());
    }

    @Override
    public Response onAuthenticate(Action.Authenticate authenticate) {
        if (name != null) {
            throw new ProtocolException(Code.BAD_REQUEST, "You are online as " + name + ": quit to log in anew.");
        }
        throw new ProtocolException(
                Code.WRONG_PASSWORD, "Wrong password, or no account of that name: come as a guest with presence.");
    }

    @Override
    public Response onProbe(Action.Probe probe) {
        throw new ProtocolException(Code.BAD_REQUEST, "Only servers probe: send a presence to show that you are here.");
    }

    @Override
    public Response onMsg(Action.Msg msg) {
        Address sender = online();
        if (msg.from() != null && !msg.from().equals(sender)) {
            throw new ProtocolException(
                    Code.BAD_REQUEST, "You are " + sender + ": put your own name in from, or leave it out.");
        }
        services.router().route(toRelay(msg, sender), this, msg.to());
        return response(Code.OK, "Sent.");
    }

    /** The frame as it came, unless it has several lines, or does not name the sender just as everybody knows it. */
    private Frame toRelay(Action.Msg msg, Address sender) {
        Frame frame = Objects.requireNonNull(msg.frame());
        boolean named = msg.from() != null && msg.from().toString().equals(sender.toString());
        return named && !frame.multiline() ? frame : services.codec().withSender(msg, sender);
    }

    @Override
    public Response onJoin(Action.Join join) {
        Rooms.Joined result = services.rooms().join(join.room(), this);
        Room room = result.room();
        joined.add(room.name());
        if (result.created()) {
            return response(Code.CREATED, "You made " + room.name() + ".");
        }
        if (result.entered()) {
            announce(room, "joined");
        }
        return response(Code.OK, "You are in " + room.name() + ".");
    }

    @Override
    public Response onLeave(Action.Leave leave) {
        Room room = services.rooms().leave(leave.room(), this);
        if (room == null) {
            throw new ProtocolException(
                    Code.NOT_FOUND, "You are not in " + leave.room() + ": see which rooms there are.");
        }
        joined.remove(room.name());
        announce(room, "left");
        return response(Code.OK, "You left " + room.name() + ".");
    }

    @Override
    public Response onWho(Action.Who who) {
        if (who.room() == null) {
            return list("Online", services.directory().names());
        }
        Room room = services.rooms().find(who.room());
        if (room == null) {
            throw Router.noSuchRoom(who.room());
        }
        return list("In " + room.name(), room.names());
    }

    @Override
    public Response onRooms(Action.Rooms rooms) {
        return list("Rooms", services.rooms().names());
    }

    @Override
    public Response onQuit(Action.Quit quit) {
        return response(Code.OK, "Good-bye.");
    }

    private Address online() {
        return Objects.requireNonNull(name);
    }

    /** Tells the other members of the room what this one did. */
    private void announce(Room room, String deed) {
        if (!room.isEmpty()) {
            Response notice = response(Code.NOTICE, online() + " " + deed + " " + room.name());
            room.deliver(services.codec().encode(notice), this);
        }
    }

    private Response list(String title, Stream<Address> addresses) {
        List<String> names = addresses
                .map(Address::toString)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
        return response(Code.OK, title + ": " + names.size() + ".").withNames(names);
    }

    private Response response(Code code, String sentence) {
        return services.response(code, sentence);
    }
}

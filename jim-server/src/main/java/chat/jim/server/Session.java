package chat.jim.server;

import chat.jim.log.CallLog;
import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer's state on the server, and what its requests do (PROTOCOL.md, section 5). The thread that runs it owns all
 * fields; others only read the name, {@link #deliver}, and end it. A handler's return value is the answer.
 */
final class Session implements Action.Handler<Response> {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int BAD_IN_A_ROW = 10;

    private final Connection connection;
    private final Services services;
    private final Action.Handler<Response> handler;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<Address> joined = new HashSet<>();

    /** The name it is online by; null until then. */
    private volatile @Nullable Address name;

    /** The frame being handled: a {@code msg} is relayed as it came. */
    private @Nullable Frame frame;

    private boolean leaving;

    Session(Connection connection, Services services) {
        this.connection = connection;
        this.services = services;
        handler = services.traceCalls() ? traced(this) : this;
    }

    @SuppressWarnings("unchecked")
    private static Action.Handler<Response> traced(Session session) {
        return CallLog.wrap(Action.Handler.class, session);
    }

    /** Reads, handles and answers until the peer goes; then its name and its place in the rooms are free again. */
    void run() {
        try (connection) {
            converse();
        } catch (IOException e) {
            LOG.debug("The connection to {} broke: {}", connection.peer(), e.getMessage());
        } finally {
            leaveAll();
            ended.countDown();
        }
    }

    /** The name it is online by, or null. From any thread. */
    @Nullable
    Address name() {
        return name;
    }

    /** Hands a frame to the peer, never waits; false if it will not get it. From any thread. */
    boolean deliver(Frame frame) {
        return connection.push(frame);
    }

    /** Sends the last words, and nothing after them. From any thread. */
    void finish(Frame lastWords) {
        connection.push(lastWords);
        connection.finish();
    }

    /** After {@link #finish}: waits until the last words are out. From any thread. */
    void awaitFinished(long millis) {
        connection.awaitFinished(millis);
    }

    /** Waits until the peer has gone, or else closes the connection. From any thread. */
    void end(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
                connection.close();
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void converse() throws IOException {
        int badInARow = 0;
        while (!leaving && badInARow < BAD_IN_A_ROW) {
            Response answer;
            try {
                Frame next = connection.read();
                if (next == null) {
                    return;
                }
                answer = answer(next);
            } catch (FrameException e) {
                answer = response(Code.BAD_REQUEST, String.valueOf(e.getMessage()));
                leaving = e.fatal();
            }
            badInARow = answer.code().equals(Code.BAD_REQUEST) ? badInARow + 1 : 0;
            for (Response part : answer.parts()) {
                connection.post(services.codec().encode(part));
            }
        }
        leaveAll();
        connection.shutdown();
    }

    private Response answer(Frame request) {
        try {
            Message message = services.codec().decode(request);
            if (!(message instanceof Action action)) {
                throw new ProtocolException(Code.BAD_REQUEST, "Only servers send responses: send an action.");
            }
            if (action.verb().forOnline() && name == null) {
                throw new ProtocolException(Code.UNAUTHORIZED, "Come online first: send a presence with your name.");
            }
            frame = request;
            return action.accept(handler);
        } catch (ProtocolException e) {
            return response(e.code(), e.sentence());
        } catch (RuntimeException e) {
            LOG.error("A request of {} failed", connection.peer(), e);
            return response(Code.SERVER_ERROR, "The server failed at this: try again, or tell its operator.");
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
        Frame original = Objects.requireNonNull(frame);
        boolean asItCame = msg.from() != null && !original.multiline();
        services.router().route(asItCame ? original : services.codec().withSender(original, sender), this, msg.to());
        return response(Code.OK, "Sent.");
    }

    @Override
    public Response onJoin(Action.Join join) {
        Address room = join.room();
        Rooms.Joined how = services.rooms().join(room, this);
        joined.add(room);
        if (how == Rooms.Joined.ENTERED) {
            announce(room, "joined");
        }
        return how == Rooms.Joined.CREATED
                ? response(Code.CREATED, "You made " + room + ".")
                : response(Code.OK, "You are in " + room + ".");
    }

    @Override
    public Response onLeave(Action.Leave leave) {
        Address room = leave.room();
        if (!services.rooms().leave(room, this)) {
            throw new ProtocolException(Code.NOT_FOUND, "You are not in " + room + ": see which rooms there are.");
        }
        joined.remove(room);
        announce(room, "left");
        return response(Code.OK, "You left " + room + ".");
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
        leaving = true;
        return response(Code.OK, "Good-bye.");
    }

    private Address online() {
        return Objects.requireNonNull(name);
    }

    /** Frees the name and the places in rooms; does nothing the second time. */
    private void leaveAll() {
        for (Address room : joined) {
            services.rooms().leave(room, this);
            announce(room, "left");
        }
        joined.clear();
        Address former = name;
        if (former != null) {
            name = null;
            services.directory().release(former, this);
            LOG.info("{} is offline", former);
        }
    }

    /** Tells the other members of the room what this one did. */
    private void announce(Address roomName, String deed) {
        Room room = services.rooms().find(roomName);
        if (room != null) {
            String sentence = online() + " " + deed + " " + room.name();
            room.deliver(services.codec().encode(response(Code.NOTICE, sentence)), this);
        }
    }

    private Response list(String title, List<String> names) {
        return response(Code.OK, title + ": " + names.size() + ".").withNames(names);
    }

    private Response response(Code code, String sentence) {
        return new Response(code, services.clock().instant().getEpochSecond(), sentence);
    }
}

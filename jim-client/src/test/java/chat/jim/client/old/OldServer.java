package chat.jim.client.old;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Json;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server as students write it, played: what one read brings it takes for one object, it writes bare objects, and it answers
 * as its kind does. It notes what it gets.
 */
public final class OldServer implements Closeable {
    private static final String OK = "{\"response\": 200}";
    private static final String BAD = "{\"response\": 400, \"error\": \"Bad Request\"}";

    /** A kind: how it answers one object of one that has connected. */
    public interface Kind {
        void on(Peer peer, ObjectNode object, String text) throws IOException;
    }

    /** The kinds that pass messages on: by their names for things. */
    public static Kind course(String verb, String from, String to, String text) {
        return (peer, object, raw) -> {
            String asked = object.path(verb).asString("");
            if (asked.equals("presence") && object.path("user").has("account_name")) {
                peer.comeOnline(object.path("user").path("account_name").asString(), OK);
            } else if (asked.equals("message") && object.has(from) && object.has(to) && object.has(text)) {
                peer.server().send(object.path(to).asString(), raw);
            } else if (asked.equals("exit")
                    && object.path("account_name").asString("").equals(peer.name)) {
                peer.close();
            } else {
                peer.say(BAD);
            }
        };
    }

    /** The commonest one. */
    public static final Kind COURSE = course("action", "from", "to", "mess_text");

    /** The same that answers each message, refusing one to nobody. */
    public static final Kind ANSWERING = (peer, object, raw) -> {
        boolean isMessage = object.path("action").asString("").equals("message");
        if (isMessage && !peer.server().peers.containsKey(object.path("to").asString(""))) {
            peer.say("{\"response\": 400, \"error\": \"Нет такого пользователя\"}");
            return;
        }
        COURSE.on(peer, object, raw);
        if (isMessage) {
            peer.say(OK);
        }
    };

    /** One that passes everything on to everybody, and has no addressees. */
    public static final Kind BROADCAST = (peer, object, raw) -> {
        if (object.path("action").asString("").equals("message")) {
            String text = object.path("mess_text").asString();
            peer.server()
                    .peers
                    .values()
                    .forEach(other -> other.say("{\"action\": \"message\", \"sender\": \"" + peer.name
                            + "\", \"time\": 1.5, \"mess_text\": \"" + text + "\"}"));
        } else {
            COURSE.on(peer, object, raw);
        }
    };

    /** Hanita's: the specification's messages, and answers without a code. */
    public static final Kind HANITA = (peer, object, raw) -> {
        String asked = object.path("action").asString("");
        String answer = "{\"time\": 1.5, \"alert\": \"OK\"}";
        if (asked.equals("presence")) {
            peer.comeOnline(object.path("user").path("account_name").asString(), answer);
        } else if (asked.equals("msg")) {
            peer.server().send(object.path("to").asString(), raw);
            peer.say(answer);
        } else {
            peer.say("{\"time\": 1.5, \"error\": \"unknown action\"}");
        }
    };

    /** One that says what the protocol says, until it gets a msg. */
    public static final Kind TALKATIVE = (peer, object, raw) -> {
        if (object.path("action").asString("").equals("presence")) {
            peer.comeOnline(
                    object.path("user").path("account_name").asString(),
                    "{\"response\": 200, \"time\": 1.5, \"alert\": \"Welcome\"}");
        } else {
            COURSE.on(peer, object, raw);
        }
    };

    /** The commonest one that hangs up on what it does not know. */
    public static final Kind TOUCHY = (peer, object, raw) -> {
        if (List.of("presence", "message", "exit")
                .contains(object.path("action").asString(""))) {
            COURSE.on(peer, object, raw);
        } else {
            peer.close();
        }
    };

    /** One with {@code event} that hangs up on {@code action}. */
    public static final Kind TOUCHY_EVENT = (peer, object, raw) -> {
        if (object.has("event")) {
            course("event", "from", "to", "message_text").on(peer, object, raw);
        } else {
            peer.close();
        }
    };

    /** The commonest one that wants the whole presence of the specification. */
    public static final Kind STRICT = (peer, object, raw) -> {
        boolean whole = object.path("type").asString("").equals("status")
                && object.path("user").path("status").isString();
        if (object.path("action").asString("").equals("presence") && !whole) {
            peer.say(BAD);
        } else {
            COURSE.on(peer, object, raw);
        }
    };

    /** One that lets anybody in, and takes no message. */
    public static final Kind DEAF = (peer, object, raw) -> {
        if (object.path("action").asString("").equals("presence")) {
            peer.comeOnline(object.path("user").path("account_name").asString(), OK);
        } else {
            peer.say(BAD);
        }
    };

    /** One that refuses all that there is. */
    public static final Kind CLOSED = (peer, object, raw) -> peer.say(BAD);

    private final Kind kind;
    private final ServerSocket listening;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public OldServer(Kind kind) {
        this.kind = kind;
        try {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(this::accept, "old server");
        accepting.setDaemon(true);
        accepting.start();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** All that it got, one read each. */
    public List<String> received() {
        return received;
    }

    /** Whether anybody is online by that name. */
    public boolean hasPeer(String name) {
        return peers.containsKey(name);
    }

    /** Sends bytes to whoever is online by that name, if anybody is. */
    public void send(String name, String text) {
        Peer peer = peers.get(name);
        if (peer != null) {
            peer.say(text);
        }
    }

    /** Hangs up on everybody. */
    public void hangUp() {
        peers.values().forEach(Peer::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                Thread reading = new Thread(() -> new Peer(socket).readAll(), "old server's peer");
                reading.setDaemon(true);
                reading.start();
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One that has connected. */
    public final class Peer {
        private final Socket socket;
        private String name = "";

        private Peer(Socket socket) {
            this.socket = socket;
        }

        OldServer server() {
            return OldServer.this;
        }

        private void readAll() {
            byte[] buffer = new byte[1024];
            try {
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    String text = new String(Arrays.copyOf(buffer, n), UTF_8).strip();
                    received.add(text);
                    kind.on(this, object(text), text);
                }
            } catch (IOException e) {
                return;
            } finally {
                close();
            }
        }

        /** One read has to be one object: or else such a server dies. */
        private static ObjectNode object(String text) throws IOException {
            try {
                return Json.object(Frame.of(text.getBytes(UTF_8)));
            } catch (FrameException | ProtocolException e) {
                throw new IOException(text, e);
            }
        }

        /** Whose name is taken is sent away. */
        void comeOnline(String wanted, String welcome) {
            if (peers.putIfAbsent(wanted, this) != null) {
                say("{\"response\": 400, \"error\": \"Имя пользователя уже занято.\"}");
                close();
                return;
            }
            name = wanted;
            say(welcome);
        }

        void say(String text) {
            try {
                socket.getOutputStream().write(text.getBytes(UTF_8));
            } catch (IOException e) {
                close();
            }
        }

        void close() {
            peers.remove(name, this);
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package chat.jim.server.cluster.splice;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.net.Connection;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Others.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has connections served where the sessions of their account are. The server that has let one in keeps it, and takes it there
 * by a connection of its own, for which it gets a pass over the bus. From any thread.
 */
public final class Splices implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Splices.class);
    private static final Duration FOR_ONE = Duration.ofSeconds(2);

    /** Asks for a pass: {@code visit ADDRESS PORT}. The answer is {@code PORT SHOWN KEY ADDRESS,ADDRESS…}. */
    private static final String VISIT = "visit";

    /** Only what Java takes for an address, and asks nobody for. */
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=[^ ]*:)[0-9A-Fa-f:.]{2,45}(%[a-zA-Z0-9_.-]+)?");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int HIGHEST_PORT = 65_535;

    private final Bus bus;

    /** Null before it begins, and if there can be none. */
    private volatile @Nullable Door door;

    /** Those of a server at that bus. */
    public Splices(Bus bus) {
        this.bus = bus;
    }

    /** An address by which others may reach this machine. */
    public static String address() {
        return Door.address();
    }

    /** From now on, others may bring connections. */
    public void begin(Consumer<Handover> handovers) {
        try {
            door = new Door(handovers);
        } catch (IOException e) {
            LOG.error("Other servers cannot bring connections here: {}", e.getMessage());
        }
        bus.onQuestion(VISIT, (question, reply) -> {
            String[] words = new String(question, UTF_8).split(" ", -1);
            InetSocketAddress from = words.length == 3 ? place(words[1], words[2]) : null;
            String answer = from == null ? null : expect(from);
            if (answer != null) {
                reply.accept(answer.getBytes(UTF_8));
            }
        });
    }

    private @Nullable String expect(InetSocketAddress from) {
        Door open = door;
        Pass pass = open == null ? null : open.expect(from);
        return open == null || pass == null
                ? null
                : String.join(
                        " ", String.valueOf(open.port()), pass.shown(), pass.key(), String.join(",", Door.addresses()));
    }

    private static @Nullable InetSocketAddress place(String address, String port) {
        try {
            boolean isOne =
                    ADDRESS.matcher(address).matches() && PORT.matcher(port).matches();
            int number = isOne ? Integer.parseInt(port) : -1;
            return number < 0 || number > HIGHEST_PORT
                    ? null
                    : new InetSocketAddress(InetAddress.getByName(address), number);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Takes a connection to that server.
     *
     * @param first what it is to read first
     * @return what serves the connection there
     * @throws ProtocolException 503 if it cannot be reached
     */
    public Others.Detour open(String node, Connection connection, byte[] first) {
        InetSocketAddress from = connection.from();
        String question = VISIT + " " + from.getAddress().getHostAddress() + " " + from.getPort();
        try {
            Passage passage =
                    open(Engine.await(bus.ask(node, question, FOR_ONE)).split(" ", -1));
            try {
                passage.out().write(first);
                return new Splice(connection, passage);
            } catch (IOException e) {
                passage.close();
                throw e;
            }
        } catch (EngineException | IOException e) {
            LOG.warn("The server {} cannot be reached for a session: {}", node, e.getMessage());
            throw new ProtocolException(
                    Code.UNAVAILABLE,
                    "The server where your other sessions are does not answer: try again in a moment.");
        }
    }

    private static Passage open(String[] words) throws IOException {
        if (words.length != 4) {
            throw new IOException("its answer makes no sense");
        }
        Pass pass = new Pass(words[1], words[2]);
        IOException failure = new IOException("it has no address");
        for (String address : List.of(words[3].split(",", -1))) {
            InetSocketAddress place = place(address, words[0]);
            if (place != null) {
                try {
                    return Passage.open(place, pass);
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        throw failure;
    }

    /** Lets nobody in any more. */
    @Override
    public void close() {
        Door open = door;
        if (open != null) {
            open.close();
        }
    }
}

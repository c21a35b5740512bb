package chat.jim.server.cluster.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.text.Texts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is found at the addresses of NATS, in words for people: who cannot connect to any of them is not told why. */
public final class Reach {
    private static final Texts TEXTS = Texts.of(Reach.class);
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int SILENCE_MILLIS = 1_000;
    private static final int USUAL_PORT = 4222;

    /** NATS greets whoever comes. Others wait for a question, and say something of their own to this one. */
    private static final String GREETING = "INFO ";

    /** Between what is found at several addresses. */
    static final String SEPARATOR = "; ";

    private static final String NATS = "reach.nats";

    private static final byte[] QUESTION = "PING\r\n\r\n".getBytes(US_ASCII);

    private Reach() {}

    /** What is found at each of these addresses. Waits for some seconds at most for each. */
    public static String of(List<String> servers) {
        return servers.stream().map(server -> TEXTS.say(found(server), server)).collect(Collectors.joining(SEPARATOR));
    }

    /** The same for each of those where NATS does not answer, in their order. */
    static Map<String, String> ofSilent(List<String> servers) {
        Map<String, String> silent = new LinkedHashMap<>();
        for (String server : servers) {
            String found = found(server);
            if (!found.equals(NATS)) {
                silent.put(server, TEXTS.say(found, server));
            }
        }
        return silent;
    }

    private static String found(String server) {
        URI uri = URI.create(server);
        InetSocketAddress address =
                new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
        if (address.isUnresolved()) {
            return "reach.unknown";
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return answer(socket);
        } catch (ConnectException e) {
            return "reach.closed";
        } catch (IOException e) {
            return "reach.away";
        }
    }

    private static String answer(Socket socket) {
        try {
            socket.setSoTimeout(SILENCE_MILLIS);
            String said = read(socket);
            if (said == null) {
                socket.getOutputStream().write(QUESTION);
                said = read(socket);
            }
            return said == null ? "reach.silent" : said.equals(GREETING) ? NATS : "reach.other";
        } catch (IOException e) {
            return "reach.other"; // it has hung up
        }
    }

    /** Null if nothing is said. */
    private static @Nullable String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readNBytes(GREETING.length()), US_ASCII);
        } catch (SocketTimeoutException e) {
            return null;
        }
    }
}

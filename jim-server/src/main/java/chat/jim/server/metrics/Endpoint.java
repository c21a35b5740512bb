package chat.jim.server.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.process.DaemonThreads;
import chat.jim.server.health.Health;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the metrics and the health of the server by HTTP, one request a connection. It takes nothing from the chat: few
 * connections are there at once, and who asks slowly is cut off. (Java's own HTTP server is no alternative: it keeps a
 * processor busy as long as the process has no free file descriptors.)
 */
public final class Endpoint implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) ([^ ?]+)\\S* HTTP/1\\.[01]\r?\n");

    /** Each serves one connection at a time. */
    private static final int THREADS = 8;

    private static final int BACKLOG = 32;
    private static final int MOST_BYTES = 8 * 1024;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

    /** For the request, which comes with the connection: whoever sends half of one must not hold up a look at the health. */
    private static final long LONGEST_REQUEST = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    /** More than any page has, so that no write waits for the reader. */
    private static final int SEND_BUFFER = 512 * 1024;

    private final ServerSocket socket = new ServerSocket();

    /** What is shown. */
    private record Answer(String status, String type, String body) {}

    /**
     * Takes the address. {@link #start} begins to answer.
     *
     * @throws IOException it is taken, or not of this machine
     */
    public Endpoint(InetSocketAddress address) throws IOException {
        try {
            socket.bind(address, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Where it is. */
    public int port() {
        return socket.getLocalPort();
    }

    /**
     * Answers from now on.
     *
     * @param unready why nobody should come now, as a sentence; null if everybody may
     */
    public void start(Page page, Health health, Supplier<@Nullable String> unready) {
        Function<String, Answer> pages = path -> switch (path) {
            case "/metrics" -> new Answer("200 OK", METRICS, page.text());
            case "/healthz" -> state(health.trouble());
            case "/readyz" -> state(unready.get());
            default -> new Answer("404 Not Found", TEXT, "There are /metrics, /healthz and /readyz.\n");
        };
        Answer first = pages.apply("/metrics"); // loads what it needs: the jar may be replaced later
        LOG.debug("The page of the metrics has {} characters", first.body().length());
        for (int i = 0; i < THREADS; i++) {
            DaemonThreads.start("metrics", () -> serveAll(pages));
        }
        LOG.info(
                "Showing metrics and health at {}, port {}",
                socket.getInetAddress().getHostAddress(),
                port());
    }

    private static Answer state(@Nullable String trouble) {
        return trouble == null
                ? new Answer("200 OK", TEXT, "ok\n")
                : new Answer("503 Service Unavailable", TEXT, trouble.replaceAll("\\p{Cntrl}", " ") + "\n");
    }

    private void serveAll(Function<String, Answer> pages) {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                serve(peer, pages);
            } catch (IOException e) {
                LOG.debug("The metrics cannot be shown now: {}", e.getMessage());
                LockSupport.parkNanos(socket.isClosed() ? 0 : PAUSE); // there may be no free file descriptors
            }
        }
    }

    private static void serve(Socket peer, Function<String, Answer> pages) {
        long deadline = System.nanoTime() + LONGEST;
        try {
            peer.setSendBufferSize(SEND_BUFFER);
            String head = head(peer, System.nanoTime() + LONGEST_REQUEST);
            OutputStream out = peer.getOutputStream();
            out.write(answer(head, pages));
            peer.shutdownOutput();
            while (read(peer, new byte[MOST_BYTES], deadline) >= 0) {
                LOG.trace("Dropping what is left of a request"); // closing with unread bytes would lose the answer
            }
        } catch (IOException e) {
            LOG.debug("Somebody who has asked for the metrics is gone: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The metrics cannot be shown", e);
        }
    }

    /** The request up to its empty line, or as much of it as may be. */
    private static String head(Socket peer, long deadline) throws IOException {
        byte[] chunk = new byte[MOST_BYTES];
        StringBuilder head = new StringBuilder();
        while (head.length() < MOST_BYTES && head.indexOf("\n\r\n") < 0 && head.indexOf("\n\n") < 0) {
            int count = read(peer, chunk, deadline);
            if (count < 0) {
                break;
            }
            head.append(new String(chunk, 0, count, ISO_8859_1));
        }
        return head.toString();
    }

    private static int read(Socket peer, byte[] chunk, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new IOException("too slow");
        }
        peer.setSoTimeout((int) left);
        InputStream in = peer.getInputStream();
        return in.read(chunk);
    }

    private static byte[] answer(String head, Function<String, Answer> pages) {
        Matcher request = REQUEST.matcher(head);
        boolean isRequest = request.lookingAt();
        boolean isHead = isRequest && request.group(1).equals("HEAD");
        Answer answer;
        if (!isRequest) {
            answer = new Answer("400 Bad Request", TEXT, "This is no request of HTTP/1.1.\n");
        } else if (isHead || request.group(1).equals("GET")) {
            answer = pages.apply(request.group(2));
        } else {
            answer = new Answer("405 Method Not Allowed\r\nAllow: GET, HEAD", TEXT, "Only GET and HEAD.\n");
        }
        byte[] body = answer.body().getBytes(UTF_8);
        String fields = "HTTP/1.1 " + answer.status() + "\r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                + body.length + "\r\nConnection: close\r\n\r\n";
        return (fields + (isHead ? "" : answer.body())).getBytes(UTF_8);
    }

    /** Gives the address back. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("The metrics cannot be closed: {}", e.getMessage());
        }
    }
}

package chat.jim.server.control;

import chat.jim.codec.JsonLine;
import chat.jim.process.DaemonThreads;
import chat.jim.process.Timer;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of its control socket: reads requests, a JSON object a line, and writes what is answered. Only the user of
 * the server, and root, can connect. The server has to have its data folder for itself. Its threads are there from the start:
 * when the system gives no more of them, the operator is needed most.
 */
public final class ControlSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final String NAME = "control.sock";

    private static final int THREADS = 4;
    private static final int LONGEST_LINE = 1 << 16;

    /** Whoever asks nothing for so long makes room for others. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocketChannel socket;
    private final Path place;
    private final Requests requests;
    private final Semaphore free = new Semaphore(THREADS);
    private final ExecutorService threads = DaemonThreads.pool("control-request", THREADS);
    private final Timer timer = new Timer("control-timer");

    /** Since when each connection has asked nothing. Those that wait for an answer are not there. */
    private final Map<SocketChannel, Long> silent = new ConcurrentHashMap<>();

    /** Does what the operator asks for. Is called on many threads. */
    public interface Requests {
        /**
         * Does it.
         *
         * @param user the name of the user of this system who asks
         * @throws RefusedException it cannot be done
         * @throws ProtocolException a field is wrong
         */
        Reply answer(JsonLine request, String user);
    }

    private ControlSocket(ServerSocketChannel socket, Path place, Requests requests) {
        this.socket = socket;
        this.place = place;
        this.requests = requests;
    }

    /** Where the socket of a server is that keeps its data in that folder. */
    static Path in(Path directory) {
        return directory.resolve(NAME);
    }

    /**
     * Opens the socket in that folder, and answers from now on.
     *
     * @throws IOException that cannot be, as when the name of the folder is longer than the system takes
     */
    public static ControlSocket open(Path directory, Requests requests) throws IOException {
        Path place = in(directory);
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(socket, place);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        ControlSocket opened = new ControlSocket(socket, place, requests);
        opened.timer.every(SECOND, opened::closeSilent);
        DaemonThreads.start("control", opened::acceptAll);
        return opened;
    }

    /** Where files have such rights, the socket is made in a folder of its own: there is no moment in which others can connect. */
    private static void bind(ServerSocketChannel socket, Path place) throws IOException {
        if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.deleteIfExists(place);
            socket.bind(UnixDomainSocketAddress.of(place));
            return;
        }
        Path own = Files.createTempDirectory(place.toAbsolutePath().getParent(), "c");
        Path first = own.resolve("s");
        try {
            socket.bind(UnixDomainSocketAddress.of(first));
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
            Files.move(first, place, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(first);
            Files.deleteIfExists(own);
        }
    }

    private void acceptAll() {
        while (socket.isOpen()) {
            free.acquireUninterruptibly();
            try {
                SocketChannel operator = socket.accept();
                threads.execute(() -> serve(operator));
            } catch (IOException | RejectedExecutionException e) {
                free.release();
                if (socket.isOpen()) {
                    LOG.warn("The control socket cannot be used now: {}", e.getMessage());
                    LockSupport.parkNanos(SECOND);
                }
            }
        }
    }

    private void closeSilent() {
        long now = System.nanoTime();
        silent.forEach((operator, since) -> {
            if (now - since > PATIENCE) {
                close(operator);
            }
        });
    }

    private static void close(SocketChannel operator) {
        try {
            operator.close();
        } catch (IOException e) {
            LOG.debug("The operator has gone: {}", e.getMessage());
        }
    }

    private void serve(SocketChannel operator) {
        try (operator;
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(operator), StandardCharsets.UTF_8))) {
            OutputStream out = Channels.newOutputStream(operator);
            String user = user(operator);
            String line = line(operator, reader);
            while (line != null) {
                out.write(answer(requests, line, user).getBytes(StandardCharsets.UTF_8));
                line = line(operator, reader);
            }
        } catch (IOException e) {
            LOG.debug("The operator has gone: {}", e.getMessage());
        } finally {
            silent.remove(operator);
            free.release();
        }
    }

    /** The next line; null at the end, or if it is too long. */
    private @Nullable String line(SocketChannel operator, BufferedReader reader) throws IOException {
        silent.put(operator, System.nanoTime());
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) next);
            next = reader.read();
        }
        silent.remove(operator);
        return next == '\n' || (next < 0 && line.length() > 0) ? line.toString() : null;
    }

    /** What is answered to a request, in lines. */
    public static String answer(Requests requests, String line, String user) {
        try {
            return String.join("\n", requests.answer(JsonLine.of(line), user).lines()) + "\n";
        } catch (RefusedException e) {
            return Reply.refusal(e.code(), e.sentence()) + "\n";
        } catch (ProtocolException e) {
            return Reply.refusal(e.code(), Sentence.ofText(e.sentence())) + "\n";
        } catch (RuntimeException e) {
            LOG.error("A request of the operator has failed", e);
            return Reply.refusal(Code.SERVER_ERROR, Sentence.of("control.failed")) + "\n";
        }
    }

    private static String user(SocketChannel operator) {
        try {
            return operator.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "?";
        }
    }

    /** Answers nobody new, and removes the socket. */
    @Override
    public void close() {
        try {
            timer.close();
            socket.close();
            threads.shutdown();
            Files.deleteIfExists(place);
        } catch (IOException e) {
            LOG.warn("The control socket cannot be removed: {}", e.getMessage());
        }
    }
}

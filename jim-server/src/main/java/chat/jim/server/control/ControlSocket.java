package chat.jim.server.control;

import chat.jim.codec.JsonLine;
import chat.jim.process.DaemonThreads;
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
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of its control socket: reads requests, a JSON object a line, and writes what is answered. Only the user of
 * the server, and root, can connect. The server has to have its data folder for itself.
 */
public final class ControlSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final String NAME = "control.sock";

    /** The system takes about a hundred bytes; some systems less. */
    private static final int LONGEST_PATH = 90;

    private static final int MOST_CONNECTIONS = 16;
    private static final int LONGEST_LINE = 1 << 16;

    private final ServerSocketChannel socket;
    private final Path place;
    private final Requests requests;
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);

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
     * Opens the socket in that folder, and answers from now on. It is nowhere before nobody else can connect: it is made in a
     * folder of its own, and then moved. A path that is too long for the system becomes a link.
     */
    public static ControlSocket open(Path directory, Requests requests) throws IOException {
        Path place = in(directory.toAbsolutePath());
        boolean isLong = place.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH - 20;
        Path own = isLong ? Files.createTempDirectory("jim") : Files.createTempDirectory(place.getParent(), "c");
        Path first = own.resolve(isLong ? NAME : "s");
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.bind(UnixDomainSocketAddress.of(first));
            if (Files.getFileStore(first).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
            }
            if (isLong) {
                Files.deleteIfExists(place);
                Files.createSymbolicLink(place, first);
            } else {
                Files.move(first, place, StandardCopyOption.REPLACE_EXISTING);
                Files.delete(own);
            }
        } catch (IOException | RuntimeException e) {
            socket.close();
            Files.deleteIfExists(first);
            Files.deleteIfExists(own);
            throw e;
        }
        ControlSocket opened = new ControlSocket(socket, place, requests);
        DaemonThreads.start("control", opened::acceptAll);
        return opened;
    }

    private void acceptAll() {
        while (socket.isOpen()) {
            try {
                free.acquireUninterruptibly();
                SocketChannel operator = socket.accept();
                DaemonThreads.start("control-request", () -> serve(operator));
            } catch (IOException e) {
                free.release();
                if (socket.isOpen()) {
                    LOG.warn("The control socket cannot be used now: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel operator) {
        try (operator;
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(operator), StandardCharsets.UTF_8))) {
            OutputStream out = Channels.newOutputStream(operator);
            String user = user(operator);
            String line = line(reader);
            while (line != null) {
                out.write(answer(line, user).getBytes(StandardCharsets.UTF_8));
                line = line(reader);
            }
        } catch (IOException e) {
            LOG.debug("The operator has gone: {}", e.getMessage());
        } finally {
            free.release();
        }
    }

    /** The next line; null at the end, or if it is too long. */
    private static @Nullable String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) next);
            next = reader.read();
        }
        return next == '\n' || (next < 0 && line.length() > 0) ? line.toString() : null;
    }

    private String answer(String line, String user) {
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

    /** Answers nobody any more, and removes the socket. */
    @Override
    public void close() {
        try {
            socket.close();
            if (Files.isSymbolicLink(place)) {
                Path target = Files.readSymbolicLink(place);
                Files.deleteIfExists(target);
                Files.deleteIfExists(target.getParent());
            }
            Files.deleteIfExists(place);
        } catch (IOException e) {
            LOG.warn("The control socket cannot be removed: {}", e.getMessage());
        }
    }
}

package chat.jim.server.control;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The operator's end of a server's control socket. For one thread. */
public final class ControlClient implements Closeable {
    private final SocketChannel channel;
    private final BufferedReader reader;

    private ControlClient(SocketChannel channel) {
        this.channel = channel;
        reader = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /**
     * Connects to the server that keeps its data in that folder; null if none is running, or it has no socket.
     *
     * @throws IOException one may not, or the system cannot
     */
    public static @Nullable ControlClient connect(Path directory) throws IOException {
        Path place = ControlSocket.in(directory);
        try {
            Files.readAttributes(place, BasicFileAttributes.class);
            return new ControlClient(SocketChannel.open(UnixDomainSocketAddress.of(place)));
        } catch (NoSuchFileException | ConnectException e) {
            return null;
        }
    }

    /**
     * Sends a request, and waits for the answer.
     *
     * @throws RefusedException the server has refused it
     * @throws EOFException the server has gone
     * @throws IOException it cannot be reached
     */
    public Reply ask(JsonLine request) throws IOException {
        Channels.newOutputStream(channel).write((request + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            return Reply.read(reader);
        } catch (ProtocolException e) {
            throw new IOException(e.sentence(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

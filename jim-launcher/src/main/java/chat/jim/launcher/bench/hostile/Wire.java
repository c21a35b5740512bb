package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.launcher.bench.ServerAddress;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection: writes prepared bytes, and counts what it reads. One thread may write while another reads, and any may close it. */
final class Wire implements Closeable {
    /** How long to wait for an answer to {@link #ask}. */
    static final int PATIENCE_MILLIS = 60_000;

    private static final int BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final InputStream in;
    private final byte[] buffer;
    private final Answers answers = new Answers();

    /** Connects to a server. */
    Wire(ServerAddress server) throws IOException {
        this(server, BUFFER, 0);
    }

    /**
     * Connects to a server.
     *
     * @param readAtOnce the most bytes that a {@link #read} takes
     * @param receiveBuffer how much the system keeps for this end, in bytes; 0 is the system's own choice
     * @throws IOException nobody listens there
     */
    Wire(ServerAddress server, int readAtOnce, int receiveBuffer) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(server.host());
        }
        buffer = new byte[readAtOnce];
        channel = SocketChannel.open();
        try {
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0); // no port stays occupied after the end
            channel.socket().connect(address, PATIENCE_MILLIS);
            in = channel.socket().getInputStream();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Writes all of these bytes. */
    void write(byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    /** Reads what is there, or waits for it; false at the end. */
    boolean read() throws IOException {
        int length = in.read(buffer);
        answers.take(buffer, Math.max(0, length));
        return length >= 0;
    }

    /** What {@link #read} has counted. Only for the thread that reads. */
    Answers answers() {
        return answers;
    }

    /**
     * Writes so many requests, and reads until they are answered. Only while nobody else reads.
     *
     * @return whether none was refused
     * @throws IOException the server has closed the connection, or does not answer
     */
    boolean ask(String requests, int count) throws IOException {
        long refusals = answers.refusals();
        long end = answers.count() + count;
        channel.socket().setSoTimeout(PATIENCE_MILLIS);
        write(requests.getBytes(US_ASCII));
        while (answers.count() < end) {
            if (!read()) {
                throw new EOFException("closed");
            }
        }
        channel.socket().setSoTimeout(0);
        answers.takeNew();
        return answers.refusals() == refusals;
    }

    /** The connection itself, for a selector. */
    SocketChannel channel() {
        return channel;
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // nobody uses the connection any more
        }
    }
}

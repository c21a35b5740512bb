package chat.jim.server.cluster.splice;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one connection to the server that serves it. From any thread. */
final class Passage implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Passage.class);
    private static final int CONNECT_MILLIS = 1_000;

    private final SealedSocket socket;

    private Passage(SealedSocket socket) {
        this.socket = socket;
    }

    /** Goes to that door. Throws if nobody is there, or it is not the one who gave the pass. */
    static Passage open(InetSocketAddress door, Pass pass) throws IOException {
        SealedSocket socket = new SealedSocket();
        boolean opened = false;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.connect(door, CONNECT_MILLIS);
            socket.getOutputStream().write(pass.shown().getBytes(US_ASCII));
            socket.seal(pass.keyBytes(), true);
            String answered = new String(socket.getInputStream().readNBytes(Pass.LENGTH), US_ASCII);
            if (!answered.equals(pass.shown())) {
                throw new IOException("the server there is another one");
            }
            socket.setSoTimeout(0);
            opened = true;
            return new Passage(socket);
        } finally {
            if (!opened) {
                close(socket);
            }
        }
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** The peer has hung up in good order. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("The other server has ended it before: {}", e.getMessage());
        }
    }

    /** The connection to the peer is broken: so is this one, which the other server does not take for an end in good order. */
    void breakOff() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("The other server has ended it before: {}", e.getMessage());
        }
        close();
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a passage failed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        close(socket);
    }
}

package chat.jim.net;

import chat.jim.log.PeerAddress;
import chat.jim.thread.Threads;
import chat.jim.tls.TlsClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries bytes to and from a peer, over TCP or over TLS. All methods may be called from any thread. */
public final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** In seconds; Linux accepts no more. */
    private static final int LONGEST_SILENCE = 32767;

    /** With six probes a peer's machine has one minute to answer. */
    private static final int KEEPALIVES = 6;

    private static final int SECONDS_BETWEEN_KEEPALIVES = 10;

    /**
     * What the system keeps for a peer that does not read. By itself it takes 4 MB for each: a thousand such peers would
     * use up what it has for all.
     */
    private static final int SEND_BUFFER = 128 * 1024;

    /** How long a server may be silent during a handshake of TLS. */
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final Socket tcp;

    /** Null for plain TCP. */
    private final @Nullable SSLSocket tls;

    private final @Nullable InetSocketAddress from;

    /**
     * Over a connected socket.
     *
     * @param tls the TLS socket over it, after the handshake; null for plain TCP
     * @param from where the peer is, if not where the socket says, as behind a proxy; else null
     */
    public Transport(Socket tcp, @Nullable SSLSocket tls, @Nullable InetSocketAddress from) {
        this.tcp = tcp;
        this.tls = tls;
        this.from = from;
    }

    /** Connects as {@link Connection#connect} says. */
    static Transport connect(String host, int port, @Nullable TlsClient tls, String certified, int millis)
            throws IOException {
        Socket tcp = Dialer.connect(host, port, millis);
        try {
            if (tls == null) {
                return new Transport(tcp, null, null);
            }
            tcp.setSoTimeout(HANDSHAKE_MILLIS);
            SSLSocket secured = tls.shakeHands(tcp, certified);
            tcp.setSoTimeout(0);
            return new Transport(tcp, secured, null);
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
    }

    InputStream in() throws IOException {
        return tls == null ? tcp.getInputStream() : tls.getInputStream();
    }

    /** The stream to write to; each write goes out at once. */
    OutputStream out() throws IOException {
        tcp.setTcpNoDelay(true);
        tcp.setSendBufferSize(SEND_BUFFER);
        return tls == null ? tcp.getOutputStream() : tls.getOutputStream();
    }

    /** The socket that TLS uses, too. */
    Socket tcp() {
        return tcp;
    }

    boolean isEncrypted() {
        return tls != null;
    }

    boolean isClosed() {
        return tcp.isClosed();
    }

    /** Where the peer is, also after the close. */
    InetSocketAddress from() {
        return from == null ? new InetSocketAddress(tcp.getInetAddress(), tcp.getPort()) : from;
    }

    /** The peer's address and port, as far as logs name them. */
    String peer() {
        return PeerAddress.of(from());
    }

    /**
     * Ends the output, so that the peer reads its end. In TLS that is a write, which a peer that does not read would
     * block, so this waits that long at most.
     */
    void endOutput(long millis) {
        if (tls == null) {
            endAll();
            return;
        }
        try {
            CompletableFuture.runAsync(this::endAll, Threads::start)
                    .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                    .join();
        } catch (OutOfMemoryError e) {
            LOG.debug("Out of threads: the TLS connection to {} is not ended in good order", peer());
        }
    }

    private void endAll() {
        try {
            if (tls != null) {
                tls.shutdownOutput();
            }
            if (!tcp.isOutputShutdown()) {
                tcp.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.debug("{} has already gone: {}", peer(), e.getMessage());
        }
    }

    /**
     * Ends the input, so that a thread that waits for input reads its end. Does nothing in TLS, where that could end
     * the output too, before the last frame is written: there the peer has to hang up, or {@link #close} ends the
     * connection.
     *
     * @return whether the thread that waits for input learns of it
     */
    boolean endInput() throws IOException {
        if (tls != null) {
            return false;
        }
        tcp.shutdownInput();
        return true;
    }

    /** Lets TCP probe the peer's machine after that much silence; zero means never. */
    void keepAlive(Duration silence) {
        try {
            tcp.setKeepAlive(!silence.isZero());
            set(ExtendedSocketOptions.TCP_KEEPIDLE, (int) Math.min(Math.max(1, silence.toSeconds()), LONGEST_SILENCE));
            set(ExtendedSocketOptions.TCP_KEEPINTERVAL, SECONDS_BETWEEN_KEEPALIVES);
            set(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVES);
        } catch (IOException e) {
            LOG.debug("{} has already gone: {}", peer(), e.getMessage());
        }
    }

    /** Not every system has these options; without them the system's own times apply. */
    private void set(SocketOption<Integer> option, int value) throws IOException {
        if (tcp.supportedOptions().contains(option)) {
            tcp.setOption(option, value);
        }
    }

    /** Whether the peer has ended its output. Waits for a millisecond, and drops the input that comes meanwhile. */
    boolean hasEnded() {
        try {
            tcp.setSoTimeout(1);
            return tcp.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Waits for the peer to hang up first, since closing with unread bytes would reset the connection. Drops the input
     * that comes meanwhile. False if the peer has not hung up in good order after that time.
     */
    boolean linger(int millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        byte[] ignored = new byte[1024];
        int count = 0;
        try {
            InputStream in = tcp.getInputStream();
            while (count >= 0 && System.nanoTime() - deadline < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                tcp.setSoTimeout((int) Math.max(1, left));
                count = in.read(ignored);
            }
        } catch (IOException e) {
            LOG.debug("{} has gone before the end: {}", peer(), e.getMessage());
        }
        return count < 0;
    }

    /** Makes the {@link #close} a reset, even if the output was ended before. */
    void breakAtClose() {
        try {
            tcp.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("The connection to {} has ended before", peer(), e);
        }
    }

    /** Closes the TCP socket: the TLS socket would first wait for a write in progress. */
    void close() {
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.debug("Closing the connection to {} failed", peer(), e);
        }
    }
}

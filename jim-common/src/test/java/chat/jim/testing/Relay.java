package chat.jim.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A router between clients and a server on this machine: it forwards bytes until it is told to forget its connections. Those
 * are then dead, though neither end is told; newer ones are forwarded.
 */
public final class Relay implements Closeable {
    private final int target;
    private final ServerSocket listening;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** Connections that were made before the last forgetting have an older number. */
    private final AtomicInteger generation = new AtomicInteger();

    /** Forwards to that port. */
    public Relay(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::acceptAll);
    }

    /** Where clients connect to it. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing comes through the connections that there are, in either direction. */
    public void forgetAll() {
        generation.incrementAndGet();
    }

    /** Breaks the connections that there are: both ends see it, and what is on its way is lost. */
    public void breakAll() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            int born = generation.get();
            start(() -> forward(client, server, born));
            start(() -> forward(server, client, born));
        }
    }

    private void forward(Socket from, Socket to, int born) throws IOException {
        byte[] bytes = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            if (born == generation.get()) {
                out.write(bytes, 0, count);
            }
        }
        if (born == generation.get()) {
            to.shutdownOutput();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

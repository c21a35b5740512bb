package chat.jim.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Waits for a peer to hang up first: closed with unread bytes behind, the connection would be reset. */
final class Linger {
    private Linger() {}

    /**
     * Reads and drops what comes, to the end, or for so many milliseconds; false if there was no end in that time.
     *
     * @throws IOException the connection broke, or nothing came in that time
     */
    static boolean untilHungUp(Socket socket, int millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        InputStream in = socket.getInputStream();
        byte[] ignored = new byte[1024];
        int count = 0;
        while (count >= 0 && System.nanoTime() - deadline < 0) {
            socket.setSoTimeout(1 + (int) TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            count = in.read(ignored);
        }
        return count < 0;
    }
}

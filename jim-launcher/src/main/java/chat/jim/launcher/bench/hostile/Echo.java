package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.launcher.bench.ServerAddress;
import chat.jim.process.DaemonThreads;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Answers one bystander as a server would, on a thread of this program. A bystander of an echo shows what the machine and this
 * program add to the times of the other one.
 */
final class Echo implements Closeable {
    private static final String OK = "{\"response\":200}\n";

    private final ServerSocket listening;

    Echo() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DaemonThreads.start("echo", this::run);
    }

    ServerAddress address() {
        return new ServerAddress(listening.getInetAddress().getHostAddress(), listening.getLocalPort());
    }

    private void run() {
        try (Socket socket = listening.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.setTcpNoDelay(true);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String back = line.contains("\"msg\"") ? line + "\n" + OK : OK;
                socket.getOutputStream().write(back.getBytes(US_ASCII));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}

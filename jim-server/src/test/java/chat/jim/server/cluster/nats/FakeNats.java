package chat.jim.server.cluster.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Says what a nats-server says at first, and answers pings. */
public final class FakeNats implements Closeable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String fields;

    /** Says this of itself, besides what all say: fields as in JSON. */
    public FakeNats(String fields) throws IOException {
        this.fields = fields;
        Thread thread = new Thread(this::serve, "fake-nats");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it is. */
    public EngineConfig config() {
        return new EngineConfig(List.of("nats://127.0.0.1:" + socket.getLocalPort()), "jim", null, null);
    }

    private void serve() {
        while (!socket.isClosed()) {
            serveOne();
        }
    }

    private void serveOne() {
        try (Socket client = socket.accept()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            say(
                    client,
                    "INFO {\"server_id\":\"F\",\"host\":\"127.0.0.1\",\"port\":1,\"max_payload\":1048576,"
                            + "\"headers\":true,\"proto\":1," + fields + "}");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("PING")) {
                    say(client, "PONG");
                }
            }
        } catch (IOException e) {
            return; // the next one
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package chat.jim.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that makes each mistake that the load must notice once, at the message with that number. */
final class FaultyServer implements AutoCloseable {
    static final int LOSES = 5;
    static final int DOUBLES = 7;
    static final int DELAYS = 9;
    static final int CHANGES = 11;
    static final int REFUSES = 13;
    static final int DOES_NOT_ANSWER = 15;
    static final int PROBES = 17;

    private static final Pattern NAME = Pattern.compile("\"account_name\":\"([^\"]+)\"");
    private static final Pattern MSG = Pattern.compile("\"to\":\"([^\"]+)\".*@\\d{4}:(\\d{10}):");
    private static final String OK = "{\"response\":200,\"time\":1}\n";

    private final ServerSocket listening;
    private final Map<String, OutputStream> online = new ConcurrentHashMap<>();
    private String delayed = "";
    volatile int presences;

    FaultyServer() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    ServerAddress address() {
        return new ServerAddress("127.0.0.1", listening.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher name = NAME.matcher(line);
                Matcher msg = MSG.matcher(line);
                if (msg.find()) {
                    relay(line + "\n", Integer.parseInt(msg.group(2)), online.get(msg.group(1)), out);
                } else if (name.find()) {
                    online.put(name.group(1), out);
                    send(out, OK);
                    countPresence();
                } else {
                    send(out, OK);
                    return;
                }
            }
        } catch (IOException e) {
            return; // the peer is gone
        }
    }

    private synchronized void countPresence() {
        presences++;
    }

    private void relay(String line, int number, OutputStream to, OutputStream from) throws IOException {
        switch (number) {
            case LOSES, REFUSES -> {}
            case DOUBLES -> send(to, line + line);
            case DELAYS -> delayed = line;
            case DELAYS + 1 -> send(to, line + delayed);
            case CHANGES -> send(to, line.replace("abc", "abd"));
            case PROBES -> send(to, "{\"action\":\"probe\",\"time\":1}\n" + line);
            default -> send(to, line);
        }
        switch (number) {
            case REFUSES -> send(from, "{\"response\":404,\"time\":1,\"error\":\"Nobody there.\"}\n");
            case DOES_NOT_ANSWER -> {}
            default -> send(from, OK);
        }
    }

    private static void send(OutputStream out, String lines) throws IOException {
        synchronized (out) {
            out.write(lines.getBytes(UTF_8));
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}

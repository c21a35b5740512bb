package chat.jim.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer that sends exactly the bytes it is told to, and expects lines: the tests' view of a server. JSON may be written
 * with single quotes. Whatever is awaited fails after a deadline.
 */
public final class RawClient implements Closeable {
    private static final int DEADLINE_MILLIS = (int) Waiting.DEADLINE.toMillis();

    /** Where its lines come from. */
    interface Lines {
        /** Waits for the next one; null is the end. */
        String next() throws IOException;
    }

    private final Socket socket;
    private final String lineEnd;
    private final Lines lines;

    private RawClient(Socket socket, String lineEnd, Lines lines) throws IOException {
        this.socket = socket;
        this.lineEnd = lineEnd;
        this.lines = lines;
        socket.setTcpNoDelay(true);
    }

    private static RawClient ofLines(Socket socket) throws IOException {
        socket.setSoTimeout(DEADLINE_MILLIS);
        BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        return new RawClient(socket, "\n", reader::readLine);
    }

    /** Connects to a server on this machine. */
    public static RawClient connect(int port) {
        return connect(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    /** Connects to a server at another machine. */
    public static RawClient connect(String host, int port) {
        try {
            return ofLines(new Socket(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for one that puts nothing between its objects, and takes what one read gives for one object. */
    public static RawClient bare(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            return new RawClient(socket, "", new Received(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as {@link #connect} over a socket that is connected, such as one that speaks TLS. */
    public static RawClient over(Socket socket) {
        try {
            return ofLines(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The other side: waits for the next who connects there, to be played a server to. */
    public static RawClient accept(ServerSocket listening) {
        try {
            listening.setSoTimeout(DEADLINE_MILLIS);
            return ofLines(listening.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and comes online as a guest. */
    public static RawClient online(int port, String name) {
        RawClient client = connect(port);
        client.presence(name).expect(200);
        return client;
    }

    /** Double quotes for single ones. */
    public static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** Sends the JSON, and a line feed unless it is a bare one. */
    public RawClient send(String singleQuoted) {
        return sendBare(singleQuoted + lineEnd);
    }

    /** Sends the JSON without a line feed. */
    public RawClient sendBare(String singleQuoted) {
        return sendBytes(json(singleQuoted).getBytes(UTF_8));
    }

    /** Sends the bytes as they are. */
    public RawClient sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks to come online, or shows that it is. */
    public RawClient presence(String name) {
        return send("{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}");
    }

    /** Asks to log in to an account. */
    public RawClient authenticate(String name, String password) {
        return sendLogin("authenticate", name, password);
    }

    /** Asks for an account. */
    public RawClient register(String name, String password) {
        return sendLogin("register", name, password);
    }

    private RawClient sendLogin(String verb, String name, String password) {
        return send("{'action':'" + verb + "','time':1,'user':{'account_name':'" + name + "','password':'" + password
                + "'}}");
    }

    /** Sends a message to a user or a room. */
    public RawClient msg(String to, String text) {
        return send("{'action':'msg','time':1,'to':'" + to + "','message':'" + text + "'}");
    }

    /** Enters a room, and waits until it is in. Notices of others who enter it in the meantime are ignored. */
    public RawClient join(String room) {
        String answer = send("{'action':'join','time':1,'room':'" + room + "'}").receive();
        while (answer.startsWith("{\"response\":100,") && answer.contains(" joined ")) {
            answer = receive();
        }
        assertThat(answer).matches("\\{\"response\":20[01],.*");
        return this;
    }

    /** Returns the next line; fails if none comes. */
    public String receive() {
        String line = receiveOrEnd();
        assertThat(line).as("a line, not the end of the connection").isNotNull();
        return line;
    }

    /** Expects the next line to be just that. */
    public RawClient expectLine(String singleQuoted) {
        assertThat(receive()).isEqualTo(json(singleQuoted));
        return this;
    }

    /** Whether something has come to a bare one that was not received yet. */
    public boolean hasMore() {
        return ((Received) lines).hasNext();
    }

    /** How many reads have given a bare one anything but one whole object; it may have been too late to read. */
    public int wrongReads() {
        return ((Received) lines).wrongReads();
    }

    /** Expects the next line to be a response of that code, and returns it. */
    public String expect(int code) {
        String line = receive();
        assertThat(line).startsWith("{\"response\":" + code + ",");
        return line;
    }

    /** Expects the next line to be a response of that code, which says these words. */
    public RawClient expect(int code, String words) {
        assertThat(expect(code)).contains(words);
        return this;
    }

    /** Expects the next line to be a message, and returns it. */
    public String expectMessage(String from, String text) {
        String line = receive();
        assertThat(line).contains("\"action\":\"msg\"", "\"from\":\"" + from + "\"", "\"message\":\"" + text + "\"");
        return line;
    }

    /** Expects the next line to be a probe. */
    public void expectProbe() {
        assertThat(receive()).startsWith("{\"action\":\"probe\",");
    }

    /** A fence: when it returns, everything sent before has been handled, and nothing but its answer was waiting. */
    public RawClient fence(String name) {
        return presence(name).expect(200, "You are online as " + name);
    }

    /** Quits, and waits until the name is free; what else still comes is ignored. */
    public void quit() {
        List<String> ignored = send("{'action':'quit'}").receiveAll();
        close();
    }

    /** Returns all lines until the server closes the connection. */
    public List<String> receiveAll() {
        List<String> all = new ArrayList<>();
        for (String line = receiveOrEnd(); line != null; line = receiveOrEnd()) {
            all.add(line);
        }
        return all;
    }

    /** Expects the server to close the connection. */
    public void expectEnd() {
        assertThat(receiveOrEnd()).as("the end of the connection").isNull();
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public RawClient halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection, so that the server sees a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String receiveOrEnd() {
        try {
            String line = lines.next();
            assertThat(line == null || !line.contains("Exception"))
                    .as("no stack trace: %s", line)
                    .isTrue();
            return line;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("Nothing came within " + DEADLINE_MILLIS + " ms", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

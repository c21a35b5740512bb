package chat.jim.server.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Waiting;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program as there are many: sends bare objects, and takes what one {@code recv(1024)} gives for one object. All that
 * comes is read as soon as it comes, on a thread of its own.
 */
public final class PythonProgram implements Closeable {
    private static final String END = "the end of the connection";

    private final Socket socket;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger crowded = new AtomicInteger();

    /** Connects to a server on this machine. */
    public PythonProgram(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "recv(1024)");
        reader.setDaemon(true);
        reader.start();
    }

    /** Sends just these bytes. */
    public PythonProgram say(String objects) {
        try {
            socket.getOutputStream().write(objects.getBytes(UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next object, without the line feed that came with it. */
    public String hear() {
        try {
            String next = heard.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("something, within %s", Waiting.DEADLINE).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Expects the next object to be just that. */
    public PythonProgram hear(String object) {
        assertThat(hear()).isEqualTo(object);
        return this;
    }

    /** Says that it has nothing more to say. */
    public PythonProgram endsOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Expects the server to close the connection, with nothing before. */
    public void hearEnd() {
        hear(END);
    }

    /** How many reads gave more than one object: none, if each came by itself, and was read at once. */
    public int crowded() {
        return crowded.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[1024];
            String rest = "";
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                String come = rest + new String(bytes, 0, count, UTF_8);
                rest = come.substring(come.lastIndexOf('\n') + 1);
                List<String> objects = come.lines().toList();
                objects = rest.isEmpty() ? objects : objects.subList(0, objects.size() - 1);
                crowded.addAndGet(objects.size() > 1 ? 1 : 0);
                heard.addAll(objects);
            }
            heard.add(rest + END);
        } catch (IOException e) {
            heard.add(e.toString());
        }
    }
}

package chat.jim.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a program hears that takes what one {@code recv(1024)} gives for one object, as many do: all is read as soon as it
 * comes, on a thread of its own.
 */
final class Received implements RawClient.Lines {
    private final InputStream in;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final AtomicInteger wrongReads = new AtomicInteger();
    private volatile IOException failure;

    Received(InputStream in) {
        this.in = in;
        Thread reader = new Thread(this::read, "recv(1024)");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public String next() throws IOException {
        try {
            Optional<String> next = lines.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new SocketTimeoutException();
            }
            if (next.isEmpty() && failure != null) {
                throw failure;
            }
            return next.orElse(null);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasNext() {
        return !lines.isEmpty();
    }

    /** How many reads gave anything but one whole line. */
    int wrongReads() {
        return wrongReads.get();
    }

    private void read() {
        byte[] bytes = new byte[1024];
        String rest = "";
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                String come = rest + new String(bytes, 0, count, ISO_8859_1);
                rest = come.substring(come.lastIndexOf('\n') + 1);
                List<String> whole =
                        come.substring(0, come.length() - rest.length()).lines().toList();
                wrongReads.addAndGet(whole.size() == 1 && rest.isEmpty() ? 0 : 1);
                whole.forEach(this::add);
            }
            if (!rest.isEmpty()) {
                add(rest);
            }
        } catch (IOException e) {
            failure = e;
        }
        lines.add(Optional.empty());
    }

    /** @param line one byte a character: a read may end within one */
    private void add(String line) {
        lines.add(Optional.of(new String(line.getBytes(ISO_8859_1), UTF_8)));
    }
}

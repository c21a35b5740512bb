package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.process.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The guests who are only there. One thread reads them all and throws away what it reads; now and then it sends a presence for
 * each, so that the server does not take them for dead. May be used from any thread.
 */
final class Crowd implements Closeable {
    private static final int BUFFER = 256 * 1024;
    private static final long TICK_MILLIS = 100;
    private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();

    /** One of them, and the line that shows that it lives. */
    private record Member(SocketChannel channel, String presence) {}

    /** Nobody yet. */
    Crowd() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DaemonThreads.start("crowd", this::run);
    }

    /** Adds a guest who is online by that name. */
    void add(String name, Wire wire) throws IOException {
        SocketChannel channel = wire.channel();
        channel.configureBlocking(false);
        members.add(new Member(channel, Requests.presence(name)));
        channel.register(selector, SelectionKey.OP_READ);
        selector.wakeup();
    }

    /** Sends some away, to make room for others. */
    void dismiss(int count) {
        for (int i = 0; i < count && !members.isEmpty(); i++) {
            close(members.remove(members.size() - 1).channel);
        }
    }

    /** How many are there, or were cut off. */
    int size() {
        return members.size();
    }

    /** How many of them the server has cut off. */
    int lost() {
        return lost.get();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long start = System.nanoTime();
        long signs = 0;
        try {
            while (selector.isOpen()) {
                selector.select(key -> discard((SocketChannel) key.channel(), buffer), TICK_MILLIS);
                double rounds = (double) (System.nanoTime() - start) / SIGN_OF_LIFE_NANOS;
                if (signs < rounds * members.size()) {
                    List<Member> present = List.copyOf(members);
                    while (signs < rounds * present.size()) {
                        write(present.get((int) (signs++ % present.size())));
                    }
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            return; // closed
        }
    }

    private void discard(SocketChannel channel, ByteBuffer buffer) {
        try {
            if (channel.read(buffer.clear()) < 0) {
                drop(channel);
            }
        } catch (IOException e) {
            drop(channel);
        }
    }

    private void drop(SocketChannel channel) {
        lost.incrementAndGet();
        close(channel);
    }

    private static void write(Member member) {
        try {
            member.channel.write(ByteBuffer.wrap(member.presence.getBytes(US_ASCII)));
        } catch (IOException e) {
            return; // reading notices it too
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            return; // nobody uses the connection any more
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        members.forEach(member -> close(member.channel));
    }
}

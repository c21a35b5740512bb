package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A room of 100, of whom one never reads: that one is dropped once its outbox is full, and all others hear everything. */
@Timeout(60)
class SlowReaderTest {
    private static final int READERS = 98;
    private static final int MOST_MESSAGES = 10_000;
    private static final int IN_ONE_GO = 50;
    private static final String LETTER = "\ud83d\ude00";
    private static final byte FIRST_BYTE = (byte) 0xf0;
    private static final int LETTERS = 500;

    private final TestServer server = TestServer.start();
    private final Bystanders bystanders = new Bystanders(server);

    /** How many letters of messages each has read. Changed only by the thread that reads. */
    private final AtomicLongArray heard = new AtomicLongArray(READERS);

    /** How many each has to read; not known yet while that is negative. */
    private volatile long due = -1;

    @AfterEach
    void stop() {
        bystanders.close();
        server.close();
    }

    @Test
    void one_who_never_reads_is_dropped_and_costs_the_others_nothing() throws Exception {
        Selector selector = Selector.open();
        for (int i = 0; i < READERS; i++) {
            SocketChannel reader = join("reader-" + i);
            reader.configureBlocking(false);
            reader.register(selector, SelectionKey.OP_READ, i);
        }
        Thread reading = new Thread(() -> read(selector));
        reading.start();
        SocketChannel sleeper = join("sleeper");
        RawClient sender = server.online("sender");
        sender.send("{'action':'join','time':1,'room':'#crowd'}").expect(200);

        int sent = 0;
        boolean dropped = false;
        while (!dropped && sent < MOST_MESSAGES) {
            dropped = say(sender);
            sent += IN_ONE_GO;
            long letters = (long) sent * LETTERS;
            await().until(() -> allHaveHeard(letters)); // on a busy machine they would be slow readers, too
        }

        assertThat(dropped).as("dropped after %d messages", sent).isTrue();
        sender.send("{'action':'who','time':1}");
        String list = sender.receive();
        while (list.contains("\"response\":202")) {
            assertThat(list).doesNotContain("sleeper");
            list = sender.receive();
        }
        due = (long) sent * LETTERS;
        reading.join();
        assertThat(heard()).containsOnly(due);
        sleeper.close();
        sender.close();
        selector.close();
    }

    private SocketChannel join(String name) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.socket().setReceiveBufferSize(name.equals("sleeper") ? 4096 : 1 << 18);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        String requests = "{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}\n"
                + "{'action':'join','time':1,'room':'#crowd'}\n";
        channel.write(ByteBuffer.wrap(RawClient.json(requests).getBytes(UTF_8)));
        String answers = "";
        while (!answers.contains("#crowd.")) {
            ByteBuffer bytes = ByteBuffer.allocate(1024);
            assertThat(channel.read(bytes)).isPositive();
            answers += new String(bytes.array(), 0, bytes.position(), UTF_8);
        }
        return channel;
    }

    /** True if the sender hears meanwhile that the sleeper has left. */
    private static boolean say(RawClient sender) {
        boolean left = false;
        for (int i = 0; i < IN_ONE_GO; i++) {
            sender.msg("#crowd", LETTER.repeat(LETTERS));
        }
        for (int i = 0; i < IN_ONE_GO; i++) {
            String line = sender.receive();
            if (line.contains("sleeper left")) {
                left = true;
                line = sender.receive();
            }
            assertThat(line).startsWith("{\"response\":200,");
        }
        return left;
    }

    private void read(Selector selector) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try {
            while (due < 0 || !allHaveHeard(due)) {
                selector.select(10);
                for (SelectionKey key : selector.selectedKeys()) {
                    bytes.clear();
                    int count = ((SocketChannel) key.channel()).read(bytes);
                    assertThat(count).as("no end").isNotNegative();
                    heard.addAndGet((int) key.attachment(), letters(bytes.array(), count));
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean allHaveHeard(long letters) {
        return heard().allMatch(each -> each >= letters);
    }

    private LongStream heard() {
        return IntStream.range(0, READERS).mapToLong(heard::get);
    }

    private static int letters(byte[] bytes, int count) {
        int letters = 0;
        for (int i = 0; i < count; i++) {
            letters += bytes[i] == FIRST_BYTE ? 1 : 0;
        }
        return letters;
    }
}

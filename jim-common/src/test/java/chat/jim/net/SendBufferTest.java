package chat.jim.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendBufferTest {
    private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE, () -> {});
    private final SendBuffer buffer = new SendBuffer(new BufferPool(budget));

    @Test
    void what_is_added_is_taken_in_order_whatever_its_length() throws Exception {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        System.out.println("SendBufferTest: -Djim.seed=" + seed);
        Random random = new Random(seed);
        ByteArrayOutputStream added = new ByteArrayOutputStream();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) > 0) {
                Frame frame = frame(random.nextInt(random.nextBoolean() ? 100 : 600));
                buffer.add(frame);
                added.write(frame.array());
                added.write('\n');
            } else {
                take(random.nextBoolean(), taken);
            }
            assertThat(buffer.bytesToTake()).isEqualTo(added.size() - taken.size());
        }
        while (take(true, taken)) {}

        assertThat(taken.toByteArray()).isEqualTo(added.toByteArray());
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(budget.used()).isZero();
    }

    @Test
    void few_lines_take_no_large_buffer() throws Exception {
        buffer.add(frame(100));

        assertThat(budget.used()).isZero();
    }

    @Test
    void what_is_dropped_gives_its_buffers_back_except_the_one_that_is_being_written() throws Exception {
        for (int i = 0; i < 200; i++) {
            buffer.add(frame(500));
        }
        buffer.takeMany();
        buffer.clear();
        assertThat(budget.used()).isEqualTo(BufferPool.SIZE);

        buffer.takeMany();
        assertThat(budget.used()).isZero();
        assertThat(buffer.isEmpty()).isTrue();
    }

    private boolean take(boolean many, ByteArrayOutputStream to) throws IOException {
        SendBuffer.Piece piece = many ? buffer.takeMany() : buffer.takeBareLine();
        if (piece != null) {
            piece.writeTo(to);
        }
        return piece != null;
    }

    private static Frame frame(int length) throws FrameException {
        return Frame.of(("{\"a\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8));
    }
}

package chat.jim.server.cluster.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is sealed at one end of a connection, and opened at the other. */
class SealedInputTest {
    private static final byte[] KEY = new byte[Seal.KEY_BYTES];

    private final byte[] bytes = new byte[50_000];

    SealedInputTest() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        System.out.println("SealedInputTest: -Djim.seed=" + seed);
        new Random(seed).nextBytes(bytes);
    }

    private byte[] sealed() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        SealedOutput out = new SealedOutput(written, new Seal(KEY, true));
        out.write(bytes[0]);
        out.write(bytes, 1, 20_000);
        out.write(bytes, 20_001, bytes.length - 20_001);
        return written.toByteArray();
    }

    private static InputStream opening(byte[] sealed, boolean isOfDoor) throws IOException {
        return new SealedInput(new ByteArrayInputStream(sealed), new Seal(KEY, isOfDoor));
    }

    @Test
    void all_comes_as_it_was_written() throws Exception {
        try (InputStream in = opening(sealed(), true)) {
            assertThat(in.read()).isEqualTo(Byte.toUnsignedInt(bytes[0]));
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_read_that_takes_too_long_loses_nothing() throws Exception {
        byte[] sealed = sealed();
        InputStream halting = new ByteArrayInputStream(sealed) {
            @Override
            public synchronized int read(byte[] to, int from, int length) {
                return super.read(to, from, Math.min(1, length));
            }
        };
        InputStream slow = new InputStream() {
            private boolean waits;

            @Override
            public int read() throws IOException {
                return halting.read();
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                waits = !waits;
                if (waits) {
                    throw new SocketTimeoutException("for a test");
                }
                return halting.read(to, from, length);
            }
        };
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = new SealedInput(slow, new Seal(KEY, true))) {
            byte[] part = new byte[100];
            int count = 0;
            while (count >= 0) {
                read.write(part, 0, count);
                count = readOrTimeOut(in, part);
            }
        }

        assertThat(read.toByteArray()).isEqualTo(bytes);
    }

    private static int readOrTimeOut(InputStream in, byte[] to) throws IOException {
        try {
            return in.read(to, 0, to.length);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Test
    void what_was_changed_left_out_cut_off_or_goes_the_other_way_does_not_open() throws Exception {
        byte[] sealed = sealed();
        int first = 2 + 1 + Seal.TAG_BYTES;
        for (int place : new int[] {0, 1, 2, first - 1}) {
            byte[] changed = sealed.clone();
            changed[place] ^= 1;
            assertThatThrownBy(() -> opening(changed, true).readAllBytes()).isInstanceOf(IOException.class);
        }
        byte[] withoutFirst = Arrays.copyOfRange(sealed, first, sealed.length);
        assertThatThrownBy(() -> opening(withoutFirst, true).readAllBytes()).isInstanceOf(IOException.class);
        byte[] cutOff = Arrays.copyOf(sealed, sealed.length - 1);
        assertThatThrownBy(() -> opening(cutOff, true).readAllBytes()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> opening(sealed, false).readAllBytes()).isInstanceOf(IOException.class);
    }
}

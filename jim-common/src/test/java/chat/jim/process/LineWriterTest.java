package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineWriterTest {
    @Test
    void a_line_ends_with_a_line_feed_and_is_utf8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        assertThat(new LineWriter(bytes).print("\u0444")).isTrue();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\u0444\n");
    }

    @Test
    void a_pipe_that_nobody_reads_is_told_from_a_full_disk() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        LineWriter output = new LineWriter(Channels.newOutputStream(pipe.sink()));

        assertThat(output.print("one")).isFalse();

        assertThat(output.readerHasGone()).isTrue();
        assertThat(output.failure()).isEqualTo("Nobody reads the standard output any more.");
    }

    @Test
    void behind_a_lost_line_nothing_is_printed_though_there_is_room_again() {
        Disk disk = new Disk();
        LineWriter output = new LineWriter(disk);
        disk.full = true;
        assertThat(output.print("one")).isFalse();
        disk.full = false;

        assertThat(output.print("two")).isFalse();

        assertThat(disk.size()).isZero();
        assertThat(output.readerHasGone()).isFalse();
        assertThat(output.failure()).contains("No space left on device");
    }

    private static final class Disk extends OutputStream {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private boolean full;

        int size() {
            return content.size();
        }

        @Override
        public void write(int b) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            content.write(b);
        }
    }
}

package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class LostLinesTest {
    private final List<IOException> told = new ArrayList<>();
    private final LostLines lost = new LostLines(told::add);

    @Test
    void the_first_of_many_failures_is_told() {
        for (int i = 0; i < 100; i++) {
            lost.failed(new IOException("No space left on device"));
        }

        assertThat(told).hasSize(1);
        assertThat(lost.toTell()).as("while nothing can be written").isZero();
    }

    @Test
    void a_count_that_could_not_be_written_itself_is_not_forgotten() {
        lost.failed(new IOException());
        lost.failed(new IOException());
        lost.written();
        assertThat(lost.toTell()).isEqualTo(2);
        lost.failed(new IOException());
        lost.told(2);
        assertThat(lost.toTell()).isZero();

        lost.written();
        assertThat(lost.toTell()).isEqualTo(2);
        lost.written();
        lost.told(2);
        assertThat(lost.toTell()).isZero();
    }

    @Test
    @EnabledIf("hasFullDisk")
    void a_full_disk_throws_nothing() throws IOException {
        try (LogStream stream = new LogStream(new File("/dev/full"), false, lost)) {
            byte[] line = "a line\n".getBytes(StandardCharsets.UTF_8);
            stream.write(line, 0, line.length);
            stream.write(line, 0, line.length);
        }

        assertThat(told).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("space"));
    }

    static boolean hasFullDisk() {
        return new File("/dev/full").canWrite();
    }
}

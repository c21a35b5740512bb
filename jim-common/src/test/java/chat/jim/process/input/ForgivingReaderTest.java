package chat.jim.process.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForgivingReaderTest {
    private final List<String> warnings = new ArrayList<>();

    @Test
    void text_in_utf8_comes_as_it_is_however_it_is_cut() {
        String text = "\u0444\ud83c\udf75 tea\n".repeat(5000);

        assertThat(lines(new Trickle(text.getBytes(UTF_8))))
                .isEqualTo(text.lines().toList());
        assertThat(warnings).isEmpty();
    }

    @Test
    void bytes_that_are_not_utf8_become_text_and_the_first_line_with_one_is_named_once() {
        byte[] bytes = "one\ncaf\u00e9\nna\u00efve".getBytes(ISO_8859_1);

        assertThat(lines(new Trickle(bytes))).containsExactly("one", "caf\\xe9", "na\\xefve");
        assertThat(warnings).singleElement().asString().startsWith("Line 2 ").contains("\\xe9");
    }

    @Test
    void a_letter_that_is_cut_off_at_the_end_becomes_text() {
        assertThat(lines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xF0, (byte) 0x9F})))
                .containsExactly("a\\xf0\\x9f");
    }

    @Test
    void a_byte_order_mark_is_skipped_at_the_start_only() {
        assertThat(lines(new Trickle("\ufeffone\n\ufefftwo".getBytes(UTF_8)))).containsExactly("one", "\ufefftwo");
    }

    @Test
    void each_byte_of_garbage_comes_out_as_text() {
        byte[] garbage = new byte[100_000];
        new Random(17).nextBytes(garbage);

        String text = String.join("\n", lines(new ByteArrayInputStream(garbage)));

        assertThat(text).doesNotContain("\ufffd").hasSizeGreaterThan(100_000);
    }

    @Test
    void a_line_without_end_is_an_error_that_names_it() {
        InputStream zeroes = new SequenceInputStream(
                new ByteArrayInputStream(new byte[] {'\n'}), new ByteArrayInputStream(new byte[4_000_000]));
        BufferedReader reader = new BufferedReader(new ForgivingReader(zeroes, warnings::add));

        assertThatThrownBy(() -> {
                    assertThat(reader.readLine()).isEmpty();
                    reader.readLine();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 is longer than 1 MiB");
    }

    private List<String> lines(InputStream in) {
        return new BufferedReader(new ForgivingReader(in, warnings::add))
                .lines()
                .toList();
    }

    /** Gives out three bytes at a time. */
    private static final class Trickle extends ByteArrayInputStream {
        private Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(3, length));
        }
    }
}

package chat.jim.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    @Test
    void objects_in_one_segment_are_told_apart() throws Exception {
        String fifty = "{\"a\":\"}{\"}".repeat(50);

        assertThat(readAll(fifty)).hasSize(50).containsOnly("{\"a\":\"}{\"}");
    }

    @Test
    void an_object_may_be_split_at_every_byte() throws Exception {
        String object = "{\"a\":\"\u0444\ud83d\ude00\\u0444\\\"}\", \"b\":{\"c\":[]}}";
        byte[] bytes = object.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, cut), new ByteArrayInputStream(bytes, cut, bytes.length - cut));

            assertThat(reader(in).read().text()).as("cut at %d", cut).isEqualTo(object);
        }
    }

    @Test
    void an_object_may_come_a_byte_at_a_time() throws Exception {
        InputStream slow = new ByteArrayInputStream("{\"a\":1} {\"b\":\"\u0444\"}\n".getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
        FrameReader reader = reader(slow);

        assertThat(reader.read().text()).isEqualTo("{\"a\":1}");
        assertThat(reader.read().text()).isEqualTo("{\"b\":\"\u0444\"}");
        assertThat(reader.read()).isNull();
    }

    @Test
    void a_burst_is_read_whole_before_its_first_object_is_handled() throws Exception {
        int objects = 100;
        FrameReader reader = reader(
                new ByteArrayInputStream("{\"a\":12345678}\n".repeat(objects).getBytes(UTF_8)));

        assertThat(reader.fill()).isTrue();

        int atHand = 0;
        while (reader.next() != null) {
            atHand++;
        }
        assertThat(atHand).isEqualTo(objects);
    }

    @Test
    void white_space_between_objects_means_nothing() throws Exception {
        assertThat(readAll(" \t\r\n{}\n\n \r{}\r\n")).containsExactly("{}", "{}");
    }

    @Test
    void an_object_over_several_lines_is_marked_as_such() throws Exception {
        assertThat(reader("{\n \"a\": 1\r\n}").read().multiline()).isTrue();
        assertThat(reader("{ \"a\": \"\\n\" }\n").read().multiline()).isFalse();
    }

    @Test
    void an_object_cut_off_by_the_end_is_dropped() throws Exception {
        assertThat(reader("{\"a\":").read()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0444", "\ud83d\ude00", "\\n", "\\u0444", "\\ud83d\\ude00"})
    void six_hundred_and_forty_characters_pass_and_one_more_does_not(String character) throws Exception {
        String longest = "{\"\":\"" + character.repeat(Frame.MAX_CHARACTERS - 7) + "\"}";
        FrameReader reader = reader(longest + longest.replace("{", "{ ") + "{}");

        assertThat(reader.read().text()).isEqualTo(longest);
        assertThatThrownBy(reader::read).hasMessageContaining("has 641 characters");
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @Test
    void an_object_still_open_after_eight_kibibytes_is_fatal() {
        FrameReader reader = reader("{\"a\":\"" + "x".repeat(Frame.MAX_BYTES));

        FrameException e = catchThrowableOfType(FrameException.class, reader::read);

        assertThat(e).hasMessageContaining("still open after 8192 bytes");
        assertThat(e.fatal()).isTrue();
    }

    @Test
    void an_object_of_eight_kibibytes_is_over_long_but_skipped() throws Exception {
        FrameReader reader = reader("{\"a\":\"" + "x".repeat(Frame.MAX_BYTES - 8) + "\"}{}");

        FrameException e = catchThrowableOfType(FrameException.class, reader::read);

        assertThat(e.fatal()).isFalse();
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[1,2]", "GET / HTTP/1.1\r", "}", "\"{}\"", "\ufeff{}"})
    void garbage_is_one_error_and_skipped_to_the_end_of_its_line(String garbage) throws Exception {
        FrameReader reader = reader(garbage + " {\"lost\":1}\n{\"kept\":1}");

        FrameException e = catchThrowableOfType(FrameException.class, reader::read);

        assertThat(e).hasMessageContaining("Expected a JSON object");
        assertThat(e.fatal()).isFalse();
        assertThat(reader.read().text()).isEqualTo("{\"kept\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c0\u00af", // overlong
                "\u00e0\u0080\u00af", // overlong
                "\u00f4\u0090\u0080\u0080", // above U+10FFFF
                "\u00ed\u00a0\u0080", // a surrogate
                "\u00c3(", // cut off by another character
                "\u00ff",
                "\u0080",
                "\u00e2\u0082" // cut off by the quote
            })
    void bytes_that_are_not_utf8_are_an_error_and_skipped(String bytesAsLatin1) throws Exception {
        byte[] bytes = ("{\"a\":\"" + bytesAsLatin1 + "\"}{}").getBytes(ISO_8859_1);
        FrameReader reader = reader(new ByteArrayInputStream(bytes));

        assertThatThrownBy(reader::read).hasMessageContaining("not valid UTF-8");
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "\\ud800x",
                "\\ud800\\n",
                "\\ud800\\ud800",
                "\\udc00\\ud800",
                "\\ud83d\u0444"
            })
    void half_a_surrogate_pair_is_an_error_and_skipped(String half) throws Exception {
        FrameReader reader = reader("{\"a\":\"" + half + "\"}{}");

        assertThatThrownBy(reader::read).hasMessageContaining("surrogate");
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"\\u0000\"}", "{\"a\":\"\u0000\"}", "{\u0000}"})
    void nul_is_an_error_and_skipped(String object) throws Exception {
        FrameReader reader = reader(object + "{}");

        assertThatThrownBy(reader::read).hasMessageContaining("U+0000");
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @Test
    void a_broken_escape_does_not_hide_the_end_of_its_string() throws Exception {
        FrameReader reader = reader("{\"a\":\"\\u12\"}{}");

        assertThatThrownBy(reader::read).hasMessageContaining("four hexadecimal digits");
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u\"}", "\\u\n", "\\u12\n", "\u00f0\"}", "\u00e2\n"})
    void a_character_that_is_broken_off_is_refused_without_waiting_for_more(String endAsLatin1) throws Exception {
        FrameReader reader = reader(new ByteArrayInputStream(("{\"a\":\"" + endAsLatin1).getBytes(ISO_8859_1)));

        assertThat(reader.fill()).isTrue();
        assertThatThrownBy(reader::next).isInstanceOf(FrameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b}", "b\\"})
    void a_string_that_is_not_closed_does_not_swallow_the_next_line(String open) throws Exception {
        FrameReader reader = reader("{\"a\":\"" + open + "\n{\"c\":1}\n");

        assertThatThrownBy(reader::read).hasMessageContaining("still open at the end of its line");
        assertThat(reader.read().text()).isEqualTo("{\"c\":1}");
    }

    @Test
    void what_is_left_of_a_broken_object_is_one_error_with_it() throws Exception {
        FrameReader reader = reader("{\n \"a\": \"b,\n \"c\": 1\n}\n  {\"d\":1}garbage\n{}");

        assertThatThrownBy(reader::read).hasMessageContaining("still open at the end of its line");
        assertThat(reader.read().text()).isEqualTo("{\"d\":1}");
        assertThatThrownBy(reader::read).hasMessageContaining("Expected a JSON object");
        assertThat(reader.read().text()).isEqualTo("{}");
    }

    @Test
    void the_objects_at_hand_are_returned_before_more_is_read() throws Exception {
        FrameReader reader = reader(new SequenceInputStream(
                new ByteArrayInputStream("{}{}".getBytes(UTF_8)),
                new ByteArrayInputStream("{\"a\":1}".getBytes(UTF_8))));

        assertThat(reader.next()).isNull();
        assertThat(reader.fill()).isTrue();
        assertThat(reader.next().text()).isEqualTo("{}");
        assertThat(reader.next().text()).isEqualTo("{}");
        assertThat(reader.next()).isNull();
        assertThat(reader.fill()).isTrue();
        assertThat(reader.next().text()).isEqualTo("{\"a\":1}");
        assertThat(reader.fill()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "{}{}", "{} ", " {}"})
    void a_frame_is_made_of_exactly_one_object(String text) {
        assertThatThrownBy(() -> Frame.of(text.getBytes(UTF_8))).hasMessageContaining("not one whole JSON object");
    }

    @Test
    void many_long_objects_pass_through_the_buffer() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> objects = IntStream.range(0, 600)
                .mapToObj(i -> "{\"a\":\"" + "\u0444".repeat(i) + "\"}")
                .toList();
        for (String object : objects) {
            bytes.write(object.getBytes(UTF_8));
        }

        assertThat(readAll(bytes.toString(UTF_8))).isEqualTo(objects);
    }

    @Test
    void an_object_of_any_length_that_fits_into_the_buffer_is_taken_by_who_wants_that() throws Exception {
        String longObject = "{\"a\":\"" + "x".repeat(5_000) + "\"}";
        FrameReader reader = reader(longObject + "{}");
        reader.takeLong();

        assertThat(Objects.requireNonNull(reader.read()).text()).isEqualTo(longObject);
        assertThat(Objects.requireNonNull(reader.read()).text()).isEqualTo("{}");
    }

    private static FrameReader reader(String text) {
        return reader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static FrameReader reader(InputStream in) {
        return new FrameReader(in);
    }

    private static List<String> readAll(String text) throws IOException, FrameException {
        FrameReader reader = reader(text);
        List<String> texts = new ArrayList<>();
        for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
            texts.add(frame.text());
        }
        return texts;
    }
}

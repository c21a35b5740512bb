package chat.jim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.FuzzInputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever bytes come, it is the same frames and errors in whatever pieces they come. */
class FrameReaderInputsTest {
    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_bytes_are_the_same_frames_in_any_pieces(byte[] input) {
        List<String> whole = read(input, () -> Integer.MAX_VALUE);

        assertThat(read(input, () -> 1)).isEqualTo(whole);
        Random sizes = new Random(Arrays.hashCode(input));
        assertThat(read(input, () -> 1 + sizes.nextInt(40))).isEqualTo(whole);
        assertThat(read(input, () -> 1 + sizes.nextInt(600))).isEqualTo(whole);
    }

    @Test
    void so_they_are_for_many_others() {
        FuzzInputs.mutate(getClass(), 2000, this::any_bytes_are_the_same_frames_in_any_pieces);
    }

    /** All that a reader makes of the bytes: texts of frames, sentences of errors, and how it ended. */
    private static List<String> read(byte[] input, IntSupplier sizes) {
        FrameReader reader = new FrameReader(new Pieces(input, sizes));
        List<String> results = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                Frame frame = reader.read();
                open = frame != null;
                if (open) {
                    assertGood(frame);
                    results.add(frame.text() + (frame.multiline() ? " on several lines" : ""));
                }
            } catch (FrameException e) {
                results.add(e.getMessage());
                open = !e.fatal();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        results.add("lines: " + reader.endsLines());
        return results;
    }

    private static void assertGood(Frame frame) {
        byte[] bytes = Arrays.copyOfRange(frame.array(), frame.offset(), frame.offset() + frame.length());
        assertThat(bytes.length).isLessThanOrEqualTo(Frame.MAX_BYTES);
        String text = strictly(bytes);
        assertThat(text).startsWith("{").endsWith("}").doesNotContain("\u0000");
        if (text.indexOf('\\') < 0) {
            assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(Frame.MAX_CHARACTERS);
        }
        if (!frame.multiline()) {
            assertThat(text).doesNotContain("\n");
        }
    }

    private static String strictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError(Arrays.toString(bytes), e);
        }
    }

    /** Hands out the bytes in pieces of these sizes, and sees to it that no more of them are asked for than may be kept. */
    private static final class Pieces extends ByteArrayInputStream {
        private final IntSupplier sizes;

        Pieces(byte[] bytes, IntSupplier sizes) {
            super(bytes);
            this.sizes = sizes;
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            if (buffer.length > BufferPool.SIZE || length <= 0) {
                throw new AssertionError("Asked for " + length + " bytes into " + buffer.length);
            }
            return super.read(buffer, offset, Math.min(length, sizes.getAsInt()));
        }
    }
}

package chat.jim.process.input;

import chat.jim.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads text in UTF-8 that may be damaged. A byte that is not UTF-8 becomes text, {@code \xe9}, which is said once; a byte
 * order mark at the start is skipped. A line without end is an error before it fills the memory. For one thread.
 */
public final class ForgivingReader extends Reader {
    private static final Texts TEXTS = Texts.of(ForgivingReader.class);
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int AT_ONCE = 8192;

    private final InputStream in;
    private final Consumer<String> warnings;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    /** Read, but not decoded. */
    private final ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE).flip();

    /** Decoded, but not given out. There is room if each byte becomes an escape. */
    private final CharBuffer text = CharBuffer.allocate(4 * AT_ONCE).flip();

    private boolean started;
    private boolean ended;
    private boolean warned;
    private int line = 1;
    private int lineLength;

    /** Reads {@code in}; the first damage is told to {@code warnings} in a sentence. */
    public ForgivingReader(InputStream in, Consumer<String> warnings) {
        this.in = in;
        this.warnings = warnings;
    }

    /** @throws IOException the stream cannot be read, or a line is longer than 1 MiB: then the reason says which */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (!text.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, text.remaining());
        text.get(target, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        text.clear();
        decode();
        text.flip();
        skipMark();
    }

    private void decode() throws IOException {
        int from = 0;
        CoderResult result = decoder.decode(bytes, text, ended);
        while (result.isError()) {
            countLines(from);
            from = text.position();
            escape(result.length());
            result = decoder.decode(bytes, text, ended);
        }
        countLines(from);
    }

    private void escape(int count) {
        for (int i = 0; i < count; i++) {
            text.put(String.format("\\x%02x", bytes.get() & 0xFF));
        }
        if (!warned) {
            warned = true;
            warnings.accept(TEXTS.say("input.damaged", line));
        }
    }

    private void countLines(int from) throws IOException {
        for (int i = from; i < text.position(); i++) {
            boolean lineFeed = text.get(i) == '\n';
            lineLength = lineFeed ? 0 : lineLength + 1;
            line += lineFeed ? 1 : 0;
            if (lineLength > LONGEST_LINE) {
                throw new IOException(TEXTS.say("input.endless", line));
            }
        }
    }

    private void skipMark() {
        if (!started && text.hasRemaining()) {
            started = true;
            if (text.get(text.position()) == BYTE_ORDER_MARK) {
                text.position(text.position() + 1);
            }
        }
    }

    @Override
    public boolean ready() throws IOException {
        return text.hasRemaining() || in.available() > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

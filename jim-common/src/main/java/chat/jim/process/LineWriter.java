package chat.jim.process;

import chat.jim.text.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines for another program or a file, in UTF-8, each written at once. Unlike a {@code PrintStream} it tells whether its
 * reader has gone, as that of {@code | head} does, or the lines are lost, as on a full disk. Any thread may print.
 */
public final class LineWriter {
    private static final Texts TEXTS = Texts.of(LineWriter.class);

    private final OutputStream stream;
    private boolean broken;
    private volatile @Nullable String failure;

    /** Prints to {@code stream}, which should not keep anything back. */
    public LineWriter(OutputStream stream) {
        this.stream = stream;
    }

    /** Prints a line; false if that failed, now or before: nothing more is printed then. */
    public boolean print(String line) {
        return print(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a line that is UTF-8 already, and has no line feed. */
    public synchronized boolean print(byte[] line) {
        if (broken) {
            return false;
        }
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        try {
            stream.write(whole);
            return true;
        } catch (IOException e) {
            broken = true;
            failure = readerHasGone(e) ? null : TEXTS.say("output.failed", String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Why a line could not be printed, in a sentence; null where all is well, and where its reader has gone. */
    public @Nullable String failure() {
        return failure;
    }

    /** Java has only the system's words for it, which are in the user's language: those of a pipe broken here. */
    static boolean readerHasGone(IOException e) {
        String words = String.valueOf(e.getMessage());
        // On Windows, pipes of Java's own break in other words.
        return words.toLowerCase(Locale.ROOT).contains("pipe") || words.equals(wordsOfBrokenPipe());
    }

    private static @Nullable String wordsOfBrokenPipe() {
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                pipe.source().close();
                sink.write(ByteBuffer.allocate(1));
            }
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}

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
 * Writes lines for another program or a file, in UTF-8, each at once. Unlike a {@code PrintStream} it reports that the reader
 * has gone, as {@code | head} does, or that lines are lost, as on a full disk. May be used from any thread.
 */
public final class LineWriter {
    private static final Texts TEXTS = Texts.of(LineWriter.class);

    private final OutputStream stream;
    private volatile boolean readerHasGone;
    private volatile @Nullable String failure;

    /** Prints to {@code stream}, which should not buffer. */
    public LineWriter(OutputStream stream) {
        this.stream = stream;
    }

    /** Prints a line; false if that has failed, now or earlier. After a failure nothing more is printed. */
    public boolean print(String line) {
        return printPart(line + '\n');
    }

    /**
     * Prints what a program was asked for.
     *
     * @throws Failure it is lost, as on a full disk; not if nobody reads it
     */
    public void printResult(String text) {
        if (!print(text) && !readerHasGone) {
            throw new Failure(String.valueOf(failure));
        }
    }

    /** Prints a line in UTF-8 without its line feed, as {@link #print(String)} does. */
    public boolean print(byte[] line) {
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return write(ended);
    }

    /** The same for a text that need not be a line, such as a prompt. */
    public boolean printPart(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized boolean write(byte[] text) {
        if (failure != null) {
            return false;
        }
        try {
            stream.write(text);
            return true;
        } catch (IOException e) {
            readerHasGone = readerHasGone(e);
            failure = readerHasGone
                    ? TEXTS.say("output.unread")
                    : TEXTS.say("output.failed", String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** A sentence about why something could not be printed; null if everything was. Does not wait for who is printing. */
    public @Nullable String failure() {
        return failure;
    }

    /** Whether that is because nobody reads any more, which is no failure of a program that only prints. */
    public boolean readerHasGone() {
        return readerHasGone;
    }

    /** Java only has the system's message, in the user's language. It is compared with that of a pipe broken on purpose. */
    static boolean readerHasGone(IOException e) {
        String message = String.valueOf(e.getMessage());
        // On Windows, the message of a Java pipe is another one.
        return message.toLowerCase(Locale.ROOT).contains("pipe") || message.equals(messageOfBrokenPipe());
    }

    private static @Nullable String messageOfBrokenPipe() {
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

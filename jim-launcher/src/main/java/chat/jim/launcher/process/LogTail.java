package chat.jim.launcher.process;

import chat.jim.process.DaemonThreads;
import chat.jim.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows a log file, also when it is rolled. Everything here but {@link #follow} runs on one thread. */
public final class LogTail {
    private static final Texts TEXTS = Texts.of(LogTail.class);
    private static final long POLL_MILLIS = 200;
    private static final int BUFFER = 8192;

    private final Path file;
    private final Consumer<String> onLine;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    private LogTail(Path file, Consumer<String> onLine) {
        this.file = file;
        this.onLine = onLine;
    }

    /** Gives {@code onLine} each line that is written to {@code file} from now on. The file may not exist yet. */
    public static void follow(Path file, Consumer<String> onLine) {
        LogTail tail = new LogTail(file, onLine);
        tail.skip();
        DaemonThreads.start("log", tail::run);
    }

    private void skip() {
        try {
            FileChannel old = open();
            if (old != null) {
                old.position(old.size());
            }
        } catch (IOException e) {
            channel = null; // run() tries again, and reads it from its beginning
        }
    }

    /** A log that cannot be read does not end the chat: it is only no longer shown. */
    private void run() {
        try {
            while (true) {
                FileChannel current = open();
                boolean replaced = current != null && isReplaced();
                if (current != null) {
                    read(current);
                }
                if (current != null && replaced) {
                    current.close();
                    channel = null;
                } else {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        } catch (IOException e) {
            onLine.accept(TEXTS.say("log.unreadable", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable FileChannel open() throws IOException {
        if (channel == null && Files.exists(file)) {
            channel = FileChannel.open(file);
            key = keyOf(file);
        }
        return channel;
    }

    private boolean isReplaced() throws IOException {
        try {
            return !Objects.equals(key, keyOf(file));
        } catch (NoSuchFileException e) {
            return false; // the old file is gone, and the new one is not there yet
        }
    }

    /** Distinguishes a file from another one of the same name; null if the system cannot. */
    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void read(FileChannel current) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        while (current.read(bytes.clear()) > 0) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                add(bytes.get());
            }
        }
    }

    private void add(byte next) {
        if (next != '\n') {
            line.write(next);
            return;
        }
        onLine.accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
        line.reset();
    }
}

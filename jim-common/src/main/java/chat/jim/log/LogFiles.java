package chat.jim.log;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Points Logback at the folder for the log files. Must be called before the first logger is made. */
public final class LogFiles {
    private static final String DIRECTORY = "jim.logs";
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String FILE_BYTES = "jim.logs.size";
    private static final String OLD_FILES_BYTES = "jim.logs.total";

    private static volatile Consumer<IOException> failureTeller = e -> {};

    private LogFiles() {}

    /**
     * Opens the log files in {@code directory}, which is made if it is missing.
     *
     * @param configuration a resource, one of the files in the project's folder {@code logs}; overridden by
     *     {@code -Dlogback.configurationFile}
     * @param failed is told, on another thread, when a line could not be written, but not for each line
     * @throws IOException no file can be written there; then nothing is logged
     */
    public static void open(Path directory, String configuration, Consumer<IOException> failed) throws IOException {
        failureTeller = failed;
        System.setProperty(DIRECTORY, directory.toString());
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, configuration);
        }
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "probe", ".tmp"));
        } catch (IOException e) {
            context().stop();
            throw e;
        }
        context();
    }

    /** Bounds the bytes of one file, and of all files together. Call this before {@link #open}. */
    public static void bound(long one, long all) {
        System.setProperty(FILE_BYTES, Long.toString(one));
        System.setProperty(OLD_FILES_BYTES, Long.toString(Math.max(1, all - one)));
    }

    static void tellFailure(IOException e) {
        failureTeller.accept(e);
    }

    /**
     * Writes everything that is still queued, and closes the files. If the jar was replaced while the program ran, Logback
     * may be unable to load what it closes them with: then its thread gets a moment to write.
     */
    public static void close() {
        try {
            context().stop();
        } catch (LinkageError e) {
            LockSupport.parkNanos(MOMENT);
        }
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}

package chat.jim.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Points Logback at the folder for the log files. Must be called before the first logger is made. */
public final class LogFiles {
    private static final String DIRECTORY = "jim.logs";
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String AUDIT = "audit.log";
    private static final Set<Level> LEVELS = Set.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);

    private static volatile Consumer<IOException> failureTeller = e -> {};

    /** The folder of {@link #openAudit}; null while it is closed. Guarded by the class. */
    private static @Nullable Path audited;

    /** Whether Logback was configured for one. Guarded by the class. */
    private static boolean isConfigured;

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

    /**
     * Opens a log that goes to a standard stream, and to no file.
     *
     * @param configuration as above
     */
    public static void openStream(String configuration) {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, configuration);
        }
        context();
    }

    /**
     * Opens only the audit file, for a command that changes what the server in that folder has. Does nothing but close the
     * log if no server has its audit file there: one that a command makes might not be the server's to write.
     *
     * @param failed as in {@link #open}
     */
    public static void openAudit(Path directory, Consumer<IOException> failed) {
        if (Files.exists(directory.resolve(AUDIT))) {
            failureTeller = failed;
            System.setProperty(DIRECTORY, directory.toString());
            System.setProperty(CONFIGURATION, "logback-command.xml");
            configure(directory);
        } else {
            close();
        }
    }

    /** Logback looks at its configuration once; a process may have more than one folder, one after the other, as in tests. */
    private static synchronized void configure(Path directory) {
        LoggerContext context = context();
        if (directory.equals(audited)) {
            return;
        }
        if (isConfigured) {
            context.reset();
            try {
                new ContextInitializer(context).autoConfig();
            } catch (JoranException e) {
                throw new IllegalStateException("The configuration is in the jar", e);
            }
        }
        isConfigured = true;
        audited = directory;
    }

    /**
     * Bounds the bytes of one file, and of all files together, of which a tenth is for the audit file and its old ones: a
     * flood of other lines does not push them out. Call this before {@link #open}.
     */
    public static void bound(long one, long all) {
        long audit = all / 10;
        long oneAudit = Math.min(one, audit / 2);
        long oneOther = Math.min(one, all - audit);
        System.setProperty("jim.logs.size", Long.toString(oneOther));
        System.setProperty("jim.logs.total", Long.toString(Math.max(1, all - audit - oneOther)));
        System.setProperty("jim.logs.audit.size", Long.toString(oneAudit));
        System.setProperty("jim.logs.audit.total", Long.toString(audit - oneAudit));
    }

    /**
     * Goes on in files of the usual names, after another program has renamed those that are open. From any thread, also
     * while others log: each line is in one of the files.
     */
    public static void reopen() {
        Set<LogFileAppender> found = new HashSet<>();
        for (Logger logger : context().getLoggerList()) {
            collect(logger.iteratorForAppenders(), found);
        }
        found.forEach(LogFileAppender::reopen);
    }

    private static void collect(Iterator<Appender<ILoggingEvent>> appenders, Set<LogFileAppender> found) {
        while (appenders.hasNext()) {
            Appender<ILoggingEvent> appender = appenders.next();
            if (appender instanceof LogFileAppender file) {
                found.add(file);
            } else if (appender instanceof AsyncAppender queue) {
                collect(queue.iteratorForAppenders(), found);
            }
        }
    }

    /** How much is logged: the name of a level. */
    public static String level() {
        return root().getEffectiveLevel().toString();
    }

    /**
     * Logs more or less from now on; the audit file stays complete.
     *
     * @param name TRACE, DEBUG, INFO, WARN or ERROR, in any case
     * @return false if it is none of them; then nothing changes
     */
    public static boolean setLevel(String name) {
        Level level = Level.toLevel(name, null);
        if (level == null || !LEVELS.contains(level)) {
            return false;
        }
        root().setLevel(level);
        return true;
    }

    private static Logger root() {
        return context().getLogger(Logger.ROOT_LOGGER_NAME);
    }

    static void tellFailure(IOException e) {
        failureTeller.accept(e);
    }

    /**
     * Writes everything that is still queued, and closes the files. If the jar was replaced while the program ran, Logback
     * may be unable to load what it closes them with: then its thread gets a moment to write.
     */
    public static synchronized void close() {
        audited = null;
        failureTeller = e -> {};
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

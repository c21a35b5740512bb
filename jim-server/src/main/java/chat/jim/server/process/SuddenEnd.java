package chat.jim.server.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.fault.FatalErrors;
import chat.jim.log.LogFiles;
import chat.jim.process.DaemonThreads;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/**
 * Ends the process when a thread has failed that the server cannot do without, or an error is fatal: with one line on the
 * console and in the log, and status 1, so that a supervisor starts the server again. That takes 3 s at most. Connections
 * are cut off, since nothing can be trusted to close them.
 */
public final class SuddenEnd implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SuddenEnd.class);
    private static final long MOST_MILLIS = 3000;
    private static final int ATTEMPTS_TO_LOG = 4;

    private static final String OUT_OF_MEMORY =
            "The server ends, because it is out of memory. Start it again, with more memory: -Xmx sets it.";

    /** Made beforehand. */
    private static final byte[] OUT_OF_MEMORY_LINE = (OUT_OF_MEMORY + "\n").getBytes(US_ASCII);

    private final PrintStream console;

    /** Takes room until the last line is logged. */
    private final List<byte[]> reserve = new ArrayList<>();

    /** Guarded by this. */
    private boolean begun;

    private SuddenEnd(PrintStream console) {
        this.console = console;
        for (int i = 0; i < ATTEMPTS_TO_LOG; i++) {
            reserve.add(new byte[256 * 1024]);
        }
    }

    /** From now on, whatever no thread catches ends the process, with its line on {@code console}. */
    public static void install(PrintStream console) {
        SuddenEnd end = new SuddenEnd(console);
        sentence(Thread.currentThread(), new OutOfMemoryError()); // loads what it needs, while that is possible
        Thread.setDefaultUncaughtExceptionHandler(end);
        DaemonThreads.start("sudden end", end::haltLater);
    }

    /** The console may block, and so may the log. This thread exists in advance, since there may be no other one then. */
    private void haltLater() {
        try {
            awaitBegin();
            TimeUnit.MILLISECONDS.sleep(MOST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            halt();
        }
    }

    private synchronized void awaitBegin() throws InterruptedException {
        while (!begun) {
            wait();
        }
    }

    /** Returns only to the first thread that fails. The others do nothing more, as they might go on with half of a task. */
    private synchronized void begin() throws InterruptedException {
        while (begun) {
            wait();
        }
        begun = true;
        notifyAll();
    }

    /** Nothing comes before the {@code try}: any call may need memory, and then this would fail and nothing end. */
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        try {
            begin();
            say(thread, thrown);
        } catch (InterruptedException e) {
            thread.interrupt();
        } finally {
            halt();
        }
    }

    private void say(Thread thread, Throwable thrown) {
        if (FatalErrors.isOutOfMemory(thrown)) {
            console.write(OUT_OF_MEMORY_LINE, 0, OUT_OF_MEMORY_LINE.length);
            logWithoutMemory();
            return;
        }
        String line = sentence(thread, thrown);
        console.println(line);
        log(line, thrown);
        LogFiles.close();
    }

    /** Other threads take the memory that there still is, so this needs its reserve, a part at each attempt. */
    private void logWithoutMemory() {
        while (!reserve.isEmpty()) {
            try {
                reserve.remove(reserve.size() - 1);
                LOG.error(OUT_OF_MEMORY);
                LogFiles.close();
                return;
            } catch (OutOfMemoryError e) {
                // the next part may do
            }
        }
    }

    /** Only a bug is worth a stack. */
    private static void log(String line, Throwable thrown) {
        if (thrown instanceof VirtualMachineError || FatalErrors.isUnloadable(thrown)) {
            LOG.error(line);
        } else {
            LOG.error(line, thrown);
        }
    }

    private static void halt() {
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }

    static String sentence(Thread thread, Throwable thrown) {
        if (FatalErrors.isOutOfMemory(thrown)) {
            return OUT_OF_MEMORY;
        }
        if (FatalErrors.isUnloadable(thrown)) {
            return "The server ends, because a part of the program cannot be loaded (" + thrown
                    + "). Perhaps its file was changed while it ran: start it again.";
        }
        if (FatalErrors.isOutOfThreads(thrown)) {
            return "The server ends, because it may not start another thread that it needs. Raise the limit on threads"
                    + " (ulimit -u, pids, TasksMax), and start it again.";
        }
        return "The server ends, because its thread \"" + thread.getName() + "\" has failed: " + thrown
                + ". Start it again.";
    }
}

package chat.jim.process;

import chat.jim.log.LogFiles;
import chat.jim.testing.Waiting;
import chat.jim.text.Language;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A program that runs on a thread of this process as if it were a process of its own, with streams, environment variables
 * and an exit status, but without the second that a Java process takes to start. Only one can run at a time.
 */
public final class ProgramHere extends Process {
    private static final Semaphore FREE = new Semaphore(1);

    private final Pipe in = pipe();
    private final Pipe out = pipe();
    private final Pipe err = pipe();
    private final OutputStream toProgram = Channels.newOutputStream(in.sink());
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    /** Starts it. */
    public ProgramHere(Map<String, String> variables, ToIntFunction<String[]> main, String... arguments) {
        if (!FREE.tryAcquire()) {
            throw new IllegalStateException("Another program still runs in this process");
        }
        Stdio.replace(
                Channels.newInputStream(in.source()),
                Channels.newOutputStream(out.sink()),
                Channels.newOutputStream(err.sink()));
        Environment.replace(variables::get);
        DaemonThreads.start("program", () -> run(main, arguments));
    }

    private void run(ToIntFunction<String[]> main, String... arguments) {
        int result = -1;
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        try {
            result = main.applyAsInt(arguments);
        } finally {
            LogFiles.close();
            Thread.setDefaultUncaughtExceptionHandler(usual); // a server's would end the tests, too
            Language.choose("en");
            Environment.replace(System::getenv);
            Stdio.replace(System.in, System.out, System.err);
            close(out.sink(), err.sink()); // what a thread that is left over still says, no process would have said
            close(in.source());
            FREE.release();
            status.complete(result);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return toProgram;
    }

    @Override
    public InputStream getInputStream() {
        return Channels.newInputStream(out.source());
    }

    @Override
    public InputStream getErrorStream() {
        return Channels.newInputStream(err.source());
    }

    @Override
    public int waitFor() {
        return status.join();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            status.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int exitValue() {
        if (!status.isDone()) {
            throw new IllegalThreadStateException("It still runs");
        }
        return status.join();
    }

    /** Ends its input and waits until it has ended: it cannot be killed. */
    @Override
    public void destroy() {
        close(in.sink());
        try {
            if (!waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("It does not end with its input");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }

    private static Pipe pipe() {
        try {
            return Pipe.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Closeable... ends) {
        for (Closeable end : ends) {
            try {
                end.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package chat.jim.launcher.window;

import chat.jim.launcher.process.Client;
import chat.jim.process.DaemonThreads;
import chat.jim.process.Failure;
import chat.jim.process.ProcessProbe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client in a window of its own. Only the shell in the window is known; the client is a child of that shell, not of the
 * launcher, so its exit status stays unknown.
 */
final class Window implements Client {
    private static final long POLL_MILLIS = 100;

    private final Consumer<Client.End> onEnd;
    private final Runnable close;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable ProcessHandle process;
    private volatile boolean stopping;

    private Window(Consumer<Client.End> onEnd, Runnable close) {
        this.onEnd = onEnd;
        this.close = close;
    }

    /**
     * Follows a window.
     *
     * @param opening waits until the window is open, and returns the process in it; nothing if that has ended already; may
     *     throw a {@link Failure}
     * @param close closes the window by force; may be called when it is closed already
     * @param onEnd is called when the window has closed
     */
    static Window follow(
            String name, Supplier<Optional<ProcessHandle>> opening, Runnable close, Consumer<Client.End> onEnd) {
        Window window = new Window(onEnd, close);
        DaemonThreads.start(name, () -> window.follow(opening));
        return window;
    }

    private void follow(Supplier<Optional<ProcessHandle>> opening) {
        @Nullable Failure failure = null;
        try {
            process = opening.get().orElse(null);
            if (process != null) {
                awaitEnd(process);
            }
        } catch (Failure e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.countDown();
        onEnd.accept(new Client.End(OptionalInt.empty(), failure));
    }

    private void awaitEnd(ProcessHandle shell) throws InterruptedException {
        ProcessProbe probe = new ProcessProbe(shell);
        while (probe.isRunning()) {
            if (stopping) {
                end(shell);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        if (process == null) {
            close.run();
        } else {
            end(process);
        }
    }

    /** Ends the client, so that it can log out; the shell then ends too, or is ended if it waits for somebody to press Enter. */
    private static void end(ProcessHandle shell) {
        List<ProcessHandle> client = shell.descendants().toList();
        if (client.isEmpty()) {
            shell.destroy();
        }
        client.forEach(ProcessHandle::destroy);
    }

    @Override
    public void awaitEnd(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS) && process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close.run();
    }
}

package chat.jim.server.service;

import chat.jim.process.DaemonThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd what the server does, in the order of the calls, on a thread of its own. Java has no sockets of that kind, so
 * the program {@code systemd-notify} does it, which is where systemd is. If that fails, the log says so once.
 */
final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final long MOST_SECONDS = 10;

    /** While systemd does not listen, there is no use in more. */
    private static final int MOST_WAITING = 16;

    private final String program;
    private final ExecutorService thread = DaemonThreads.pool("service", 1);
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean failing;

    /** By a program of that name or path. */
    Notifier(String program) {
        this.program = program;
    }

    /** Tells it these assignments together. Returns at once. */
    void tell(List<String> assignments) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        thread.execute(() -> {
            try {
                run(assignments);
            } finally {
                waiting.decrementAndGet();
            }
        });
    }

    private void run(List<String> assignments) {
        List<String> command = new ArrayList<>(
                List.of(program, "--pid=" + ProcessHandle.current().pid()));
        command.addAll(assignments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            await(process);
        } catch (IOException e) {
            fail("systemd is not told what the server does: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("systemd is not told what the server does: {} does not end", program);
        } else if (process.exitValue() != 0) {
            fail("systemd is not told what the server does: {} failed; the unit needs NotifyAccess=all", program);
        } else {
            failing = false;
        }
    }

    private void fail(String line, String what) {
        if (!failing) {
            failing = true;
            LOG.warn(line, what);
        }
    }
}

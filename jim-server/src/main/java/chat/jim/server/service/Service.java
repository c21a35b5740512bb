package chat.jim.server.service;

import chat.jim.process.Timer;
import chat.jim.server.health.Health;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as systemd sees it. Does nothing where there is no systemd. Its methods return at once. */
public final class Service implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final String PROGRAM = "systemd-notify";

    /** How much longer systemd waits, in microseconds, each time that the server asks for it. */
    private static final String LONGER = "EXTEND_TIMEOUT_USEC=" + TimeUnit.SECONDS.toMicros(20);

    /** Null without systemd. */
    private final @Nullable Notifier notifier;

    /** In nanoseconds, how often systemd has to be told that the server lives; 0 if never. */
    private final long watchdogPeriod;

    private final Timer timer = new Timer("watchdog");

    /** What the server does if nothing else is to be said. */
    private volatile String usual = "";

    private Service(@Nullable Notifier notifier, long watchdogPeriod) {
        this.notifier = notifier;
        this.watchdogPeriod = watchdogPeriod;
    }

    /** The one that the environment describes. */
    public static Service of(Map<String, String> environment) {
        return of(environment, PROGRAM);
    }

    /** @param program what tells systemd, by its name or path */
    static Service of(Map<String, String> environment, String program) {
        boolean isThere = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
        return isThere ? new Service(new Notifier(program), period(environment)) : new Service(null, 0);
    }

    /** Half of the time after which systemd takes the server for dead. */
    private static long period(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "0");
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return 0; // that of another process, which has started this one
        }
        try {
            return Math.max(0, TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)) / 2);
        } catch (NumberFormatException e) {
            LOG.warn("There is no watchdog: WATCHDOG_USEC is {}, which is no number", micros);
            return 0;
        }
    }

    /** The server is ready, and does that. From now on systemd is told that it lives, as long as it does. */
    public void begin(String status, Health health) {
        usual = status;
        tell("READY=1", "STATUS=" + status);
        if (watchdogPeriod > 0) {
            Watchdog watchdog = new Watchdog(health, watchdogPeriod, () -> tell("WATCHDOG=1"), System.nanoTime());
            timer.every(watchdog.step(), () -> watchdog.tick(System.nanoTime()));
        }
    }

    /** The server begins to read its settings again; it is no less ready meanwhile. */
    public void reloading() {
        tell("RELOADING=1", "MONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    /** That is done, and was of use or not. */
    public void reloaded(boolean used) {
        tell("READY=1", "STATUS=" + usual + (used ? "" : "; the settings were not reloaded, since some are wrong"));
    }

    /** What the server does now, for those who ask systemd. */
    public void status(String status) {
        tell("STATUS=" + status);
    }

    /** The server ends, which takes at least so long as it says. */
    public void stopping(String status) {
        timer.close();
        tell("STOPPING=1", "STATUS=" + status);
    }

    /** The server still starts or ends, and needs some more seconds. */
    public void stillBusy(String status) {
        tell(LONGER, "STATUS=" + status);
    }

    private void tell(String... assignments) {
        if (notifier != null) {
            notifier.tell(List.of(assignments));
        }
    }

    /** Tells nothing by itself any more. */
    @Override
    public void close() {
        timer.close();
    }
}

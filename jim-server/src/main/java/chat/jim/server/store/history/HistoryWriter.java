package chat.jim.server.store.history;

import chat.jim.log.OncePerMinute;
import chat.jim.process.DaemonThreads;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.month.MonthWriter;
import chat.jim.server.store.sql.SqliteErrors;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the files: it writes the messages that wait, many in one transaction, and between these takes
 * steps of what takes long. An error ends that thread, and so the server.
 */
final class HistoryWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

    /** The newest one, and one in which something is forgotten. */
    private static final int MOST_OPEN = 2;

    /** So often it looks for what a reader has found damaged, if there is nothing else to do. */
    private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

    private final MonthFiles files;
    private final List<HistoryReader> readers;
    private final EntryQueue queue;
    private final OncePerMinute warning = new OncePerMinute();
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();

    /** Only for the thread, as is the time before which no step is taken. */
    private final OpenMonths<MonthWriter> months;

    private long pauseUntil;

    private final Thread thread;

    /** @param step see {@link #work} */
    private record Job(BooleanSupplier step, CompletableFuture<Boolean> done) {}

    /** @param readers those that may have files open */
    HistoryWriter(MonthFiles files, List<HistoryReader> readers, EntryQueue queue) {
        this.files = files;
        this.readers = readers;
        this.queue = queue;
        months = new OpenMonths<>(this::open, MOST_OPEN);
        thread = DaemonThreads.start("history", this::run);
    }

    private MonthWriter open(Month month) {
        files.create(month);
        return MonthWriter.open(files.file(month));
    }

    /**
     * Takes steps on the writer's thread until one returns false, but writes what waits between them, and pauses after each as
     * long as it took. Returns at once.
     */
    CompletableFuture<?> work(BooleanSupplier step) {
        Job job = new Job(step, new CompletableFuture<>());
        jobs.add(job);
        queue.call();
        if (!thread.isAlive()) {
            endJobs();
        }
        return job.done();
    }

    private void run() {
        try {
            while (!queue.isEnded()) {
                long pause = jobs.isEmpty() ? IDLE : pauseUntil - System.nanoTime();
                List<Entry> entries = queue.take(pause);
                if (!entries.isEmpty()) {
                    queue.reserveIds();
                }
                setDamagedAside();
                write(entries);
                queue.settle(entries.size());
                takeStep();
            }
        } finally {
            months.close();
            endJobs();
        }
    }

    private void setDamagedAside() {
        for (Month month = files.pollDamaged(); month != null; month = files.pollDamaged()) {
            if (!files.months().contains(month)) { // otherwise a new file was begun meanwhile
                setAside(month);
            }
        }
    }

    private void takeStep() {
        long begun = System.nanoTime();
        if (begun < pauseUntil) {
            return;
        }
        Job job = jobs.poll();
        if (job == null) {
            return;
        }
        try {
            if (job.step().getAsBoolean()) {
                jobs.add(job);
            } else {
                job.done().complete(true);
            }
        } catch (RuntimeException e) {
            job.done().completeExceptionally(e);
        }
        long now = System.nanoTime();
        pauseUntil = now + (now - begun);
    }

    private void endJobs() {
        for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
            job.done().completeExceptionally(new StoreException("The history is closed", null));
        }
    }

    private void write(List<Entry> entries) {
        int from = 0;
        while (from < entries.size()) {
            Month month = Month.of(entries.get(from).id());
            int to = from + 1;
            while (to < entries.size() && Month.of(entries.get(to).id()).equals(month)) {
                to++;
            }
            write(month, entries.subList(from, to), true);
            from = to;
        }
    }

    /** @param again whether to try it once more with a new file if that one cannot be used */
    private void write(Month month, List<Entry> entries, boolean again) {
        try {
            Objects.requireNonNull(months.get(month)).add(entries);
            stored.addAndGet(entries.size());
        } catch (RuntimeException e) {
            if (again && makesRoom(month, e)) {
                write(month, entries, false);
            } else if (entries.size() > 1 && SqliteErrors.refusesValues(e.getCause())) {
                entries.forEach(entry -> write(month, List.of(entry), false));
            } else {
                drop(entries.size(), e.getMessage());
            }
        }
    }

    /** Whether a new file can take the place of one that cannot be used. */
    private boolean makesRoom(Month month, RuntimeException failure) {
        Reason reason = failure instanceof StoreException e ? e.reason() : Reason.FAILED;
        if (reason == Reason.NEWER) {
            files.leave(month);
        }
        if (reason == Reason.MISPLACED) {
            LOG.warn("{}: beginning a new file", failure.getMessage());
        }
        return switch (reason) {
            case DAMAGED -> {
                setAside(month);
                yield true;
            }
            case MISPLACED -> tryClose(month);
            default -> false;
        };
    }

    /** Counts messages that cannot be written. */
    void drop(int count, @Nullable String reason) {
        long all = dropped.addAndGet(count);
        if (warning.isDue()) {
            LOG.warn("{} messages since the start are not kept in the history: {}", all, reason);
        }
    }

    /** How many were written. */
    long stored() {
        return stored.get();
    }

    /** How many could not be written. */
    long dropped() {
        return dropped.get();
    }

    /** Asks whether something is so in a month, and what is changed by that; false if there is no such month. In a step only. */
    boolean test(Month month, Predicate<MonthWriter> question) {
        if (!files.months().contains(month)) {
            return false;
        }
        try {
            return question.test(Objects.requireNonNull(months.get(month)));
        } catch (StoreException e) {
            switch (e.reason()) {
                case DAMAGED -> setAside(month);
                case NEWER -> files.leave(month);
                default -> throw e;
            }
            return false;
        }
    }

    /** Removes the file of a month. In a step only. */
    void remove(Month month) {
        files.months().remove(month);
        leave(month);
        try {
            files.delete(month);
        } catch (IOException e) {
            throw new StoreException("The history of " + month + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Does not use the file of a month any more. */
    private void setAside(Month month) {
        files.months().remove(month);
        leave(month);
        files.setAside(month);
    }

    /** Closes the file of a month, and lets the readers do so after what they read now. */
    private void leave(Month month) {
        months.close(month);
        readers.forEach(reader -> reader.leave(month));
    }

    /**
     * Closes the file of a month, also of the readers; false if one is too busy. If somebody has left the index beside it,
     * SQLite would cut that for a new file, while a reader still looks into it.
     */
    private boolean tryClose(Month month) {
        try {
            months.close(month);
            readers.forEach(reader -> reader.close(month));
            return true;
        } catch (StoreException e) {
            LOG.warn("The history of {} cannot be closed now: {}", month, e.getMessage());
            return false;
        }
    }

    /** Writes what waits, as long as the disk needs. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

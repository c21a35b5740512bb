package chat.jim.server.store.history;

import chat.jim.process.DaemonThreads;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.month.MonthReader;
import java.util.NavigableSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one month after the other, on a thread of its own with connections of its own: so it waits neither for those who
 * write nor for other readers.
 */
final class HistoryReader implements AutoCloseable {
    /** A year, and what overlaps it. */
    private static final int MOST_OPEN = 14;

    private static final int PATIENCE_SECONDS = 30;

    private final MonthFiles files;
    private final ExecutorService thread;

    /** Only for the thread. */
    private final OpenMonths<MonthReader> months;

    /** @param name of the thread */
    HistoryReader(String name, MonthFiles files) {
        this.files = files;
        thread = DaemonThreads.pool(name, 1);
        months = new OpenMonths<>(files::open, MOST_OPEN);
    }

    /** Shows the months in that range, the newest or the oldest first, until one is enough. Waits for that. */
    void show(Range range, boolean newestFirst, Predicate<MonthReader> isEnough) {
        await(() -> {
            NavigableSet<Month> all = files.months();
            for (Month month : newestFirst ? all.descendingSet() : all) {
                if (month.overlaps(range) && isEnough(month, isEnough)) {
                    return;
                }
            }
        });
    }

    private boolean isEnough(Month month, Predicate<MonthReader> isEnough) {
        MonthReader open = null;
        try {
            open = months.get(month);
            return open != null && isEnough.test(open);
        } catch (StoreException e) {
            boolean isDamaged = e.reason() == Reason.DAMAGED;
            if (isDamaged && open != null) {
                files.abandon(month, open);
            }
            months.close(month);
            if (e.reason() == Reason.NEWER) {
                files.leave(month);
            } else if (!isDamaged) {
                throw e;
            }
            return false;
        }
    }

    /** Closes a month. Waits for that. */
    void close(Month month) {
        await(() -> months.close(month));
    }

    /** Closes a month, whose file goes, after what is read now. Whoever asks later does not see that file any more. */
    void leave(Month month) {
        try {
            thread.execute(() -> months.close(month));
        } catch (RejectedExecutionException e) {
            // At its end it closes all.
        }
    }

    private void await(Runnable work) {
        @Nullable Future<?> future = null;
        try {
            future = thread.submit(work);
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new StoreException("The history is busy", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("The history is busy", e);
        } finally {
            if (future != null) {
                future.cancel(false);
            }
        }
    }

    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(months::close);
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

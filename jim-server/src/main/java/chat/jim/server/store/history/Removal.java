package chat.jim.server.store.history;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.month.MonthWriter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Removes messages from one month after the other in short steps, then what is left of them in the index, and gives the room
 * back. Only for the thread of the {@link HistoryWriter}.
 */
final class Removal implements BooleanSupplier {
    /** Those of an account lie far apart: 500 of them would take up to 200 ms. */
    private static final int MOST_AT_ONCE = 100;

    /** What is to be removed. */
    interface Choice {
        /** Whether that is everything in a month, whose file can then be deleted. */
        default boolean isAll(MonthWriter month) {
            return false;
        }

        /** Whether nothing of it may be left at the end, not even in the index. */
        default boolean isForGood() {
            return false;
        }

        /** Removes some messages of a month; returns how many. */
        int remove(MonthWriter month, int most);
    }

    private final HistoryWriter writer;
    private final MonthFiles files;
    private final Purges purges;
    private final Choice choice;

    /** What is still to be done in the current month: each until it says false. */
    private final Queue<BooleanSupplier> phases = new ArrayDeque<>();

    private @Nullable Month current;
    private boolean removed;
    private boolean purging;

    Removal(HistoryWriter writer, MonthFiles files, Purges purges, Choice choice) {
        this.writer = writer;
        this.files = files;
        this.purges = purges;
        this.choice = choice;
    }

    /** All that an account has said. */
    static Choice of(AccountKey account) {
        AtomicLong last = new AtomicLong();
        return new Choice() {
            @Override
            public boolean isForGood() {
                return true;
            }

            @Override
            public int remove(MonthWriter month, int most) {
                List<Long> ids = month.forget(account, last.get(), most);
                ids.forEach(last::set);
                return ids.size();
            }
        };
    }

    /** What is too old in its place. */
    static Choice olderThan(ToLongFunction<String> oldest) {
        return new Choice() {
            @Override
            public boolean isAll(MonthWriter month) {
                return month.isOld(oldest);
            }

            @Override
            public int remove(MonthWriter month, int most) {
                return month.prune(oldest, most);
            }
        };
    }

    @Override
    public boolean getAsBoolean() {
        if (phases.isEmpty()) {
            return beginNext();
        }
        if (!phases.element().getAsBoolean()) {
            phases.remove();
        }
        return true;
    }

    /** Begins with the next month; false if there is none. */
    private boolean beginNext() {
        Month month = current == null
                ? files.months().ceiling(Month.of(0))
                : files.months().higher(current);
        if (month == null) {
            return false;
        }
        current = month;
        removed = false;
        purging = false;
        boolean newest = files.months().higher(month) == null;
        if (!newest && writer.test(month, choice::isAll)) {
            writer.remove(month);
        } else {
            phases.addAll(List.of(() -> remove(month), () -> purge(month), () -> giveBack(month)));
        }
        return true;
    }

    private boolean remove(Month month) {
        return writer.test(month, open -> {
            int count = choice.remove(open, MOST_AT_ONCE);
            if (count > 0) {
                removed = true;
                purges.need(month);
            }
            return count == MOST_AT_ONCE;
        });
    }

    private boolean purge(Month month) {
        if (!purging && !purges.isDue(month, choice.isForGood())) {
            return false;
        }
        boolean begin = !purging;
        purging = true;
        boolean more = writer.test(month, open -> open.purge(begin));
        if (!more) {
            purges.done(month);
        }
        return more;
    }

    private boolean giveBack(Month month) {
        return (removed || purging) && writer.test(month, MonthWriter::giveBack);
    }
}

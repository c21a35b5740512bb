package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemovalsTest {
    private final SlowStore store = new SlowStore();
    private final ReentrantLock lock = new ReentrantLock();
    private final Removals removals = new Removals(store::remove, lock);

    private CompletableFuture<?> add(long id) {
        lock.lock();
        try {
            return removals.add(List.of(id));
        } finally {
            lock.unlock();
        }
    }

    @Test
    void all_that_is_confirmed_during_a_removal_goes_with_the_next_one() {
        CompletableFuture<?> first = add(1);
        CompletableFuture<?> second = add(2);
        CompletableFuture<?> third = add(3);

        store.end();
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        store.end();

        assertThat(second).isDone();
        assertThat(third).isDone();
        assertThat(store.removed).containsExactly(Set.of(1L), Set.of(2L, 3L));
    }

    @Test
    void what_a_removal_has_failed_to_remove_goes_with_the_next_one() {
        CompletableFuture<?> first = add(1);
        CompletableFuture<?> second = add(2);

        store.fail();
        store.end();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isDone();
        assertThat(store.removed).containsExactly(Set.of(1L), Set.of(1L, 2L));
        assertThat(removals.isUnderWay(1)).isFalse();
    }

    /** Says only when it is told to that something is removed. */
    private static final class SlowStore {
        private final Deque<Set<Long>> removed = new ArrayDeque<>();
        private CompletableFuture<Long> removing = new CompletableFuture<>();

        private CompletableFuture<?> remove(Collection<Long> ids) {
            removed.add(Set.copyOf(ids));
            removing = new CompletableFuture<>();
            return removing;
        }

        private void end() {
            removing.complete(0L);
        }

        private void fail() {
            removing.completeExceptionally(new IllegalStateException("in a test"));
        }
    }
}

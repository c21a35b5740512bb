package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemovalsTest {
    private final SlowMail store = new SlowMail();
    private final ReentrantLock lock = new ReentrantLock();
    private final Removals removals = new Removals(AccountKey.create(Address.account("alice")), store, lock);

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
    private static final class SlowMail implements MailStore {
        private final Deque<Set<Long>> removed = new ArrayDeque<>();
        private CompletableFuture<Long> removing = new CompletableFuture<>();

        @Override
        public CompletableFuture<?> removeRead(AccountKey account, Collection<Long> ids) {
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

        @Override
        public CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
            throw new AssertionError();
        }

        @Override
        public Count count(AccountKey account, @Nullable AccountKey sender) {
            throw new AssertionError();
        }

        @Override
        public Page read(AccountKey account, Place behind, int most) {
            throw new AssertionError();
        }

        @Override
        public CompletableFuture<?> remove(AccountKey account, long last) {
            throw new AssertionError();
        }
    }
}

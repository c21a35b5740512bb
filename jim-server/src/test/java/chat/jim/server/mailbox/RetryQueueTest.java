package chat.jim.server.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryQueueTest {
    private final List<String> kept = new ArrayList<>();
    private final List<String> tickets = new ArrayList<>();
    private boolean broken;

    /** What the store answers, unless it does so at once. */
    private @Nullable CompletableFuture<Long> slow;

    private final RetryQueue retries =
            new RetryQueue(AccountKey.create(Address.account("bob")), new BreakingStore(), new ReentrantLock());

    @Test
    void what_the_store_has_failed_to_take_is_tried_again_in_its_order() throws Exception {
        broken = true;
        assertThat(keep(1)).isZero();
        assertThat(keep(2)).isZero();
        assertThat((Object) retries.keepAgain(true).join()).isEqualTo(0L);

        broken = false;

        assertThat((Object) retries.keepAgain(true).join()).isEqualTo(2L);
        assertThat(kept).containsExactly(text(1), text(2));
        assertThat(retries.keepAgain(true)).isNull();
    }

    @Test
    void what_the_store_has_taken_is_not_tried_again() throws Exception {
        assertThat(keep(1)).isPositive();

        assertThat(retries.keepAgain(true)).isNull();
        assertThat(kept).containsExactly(text(1));
    }

    @Test
    void what_is_tried_again_has_the_ticket_that_it_had() throws Exception {
        broken = true;
        keep(1);
        broken = false;
        keep(2);
        retries.keepAgain(true).join();

        assertThat(tickets).hasSize(3).doesNotContainNull();
        assertThat(tickets.get(2)).isEqualTo(tickets.get(0)).isNotEqualTo(tickets.get(1));
    }

    @Test
    void what_is_being_tried_again_is_not_in_the_store_yet() throws Exception {
        broken = true;
        keep(1);
        slow = new CompletableFuture<>();
        CompletableFuture<?> attempt = retries.keepAgain(false);
        assertThat(retries.isEmpty()).isFalse();

        slow.complete(1L);

        assertThat(attempt).isDone();
        assertThat(retries.isEmpty()).isTrue();
    }

    @Test
    void how_it_was_tried_again_is_known_while_somebody_reads() throws Exception {
        broken = true;
        keep(1);
        broken = false;
        retries.keepAgain(true).join();

        assertThat(retries.keepAgain(true)).isNull();

        assertThat(retries.drop("ticket-1").join()).isEqualTo(1);
    }

    @Test
    void how_it_was_tried_again_is_forgotten_while_nobody_reads() throws Exception {
        broken = true;
        keep(1);
        broken = false;
        retries.keepAgain(false).join();

        assertThat(retries.keepAgain(false)).isNull();

        assertThat(retries.drop("ticket-1").join()).isZero();
    }

    private long keep(int number) throws FrameException {
        return retries.keep(new Letter(Frame.of(text(number).getBytes(UTF_8)), null, "ticket-" + number))
                .join();
    }

    private static String text(int number) {
        return "{\"n\":" + number + "}";
    }

    /** Takes messages, or fails at all of them, or leaves that open. */
    private final class BreakingStore implements MailStore {
        @Override
        public CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
            tickets.add(letter.ticket());
            if (slow != null) {
                return slow;
            }
            if (broken) {
                return CompletableFuture.failedFuture(new StoreException("The disk is full", null));
            }
            kept.add(letter.message().text());
            return CompletableFuture.completedFuture((long) kept.size());
        }

        @Override
        public Count count(AccountKey account, @Nullable AccountKey sender) {
            return new Count(kept.size(), kept.size());
        }

        @Override
        public Page read(AccountKey account, Place behind, int most) {
            return new Page(List.of(), 0);
        }

        @Override
        public CompletableFuture<?> remove(AccountKey account, long last) {
            return CompletableFuture.completedFuture(0L);
        }
    }
}

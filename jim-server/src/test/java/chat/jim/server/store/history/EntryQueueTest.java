package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.ANNA;
import static chat.jim.server.store.history.Said.TEA;
import static chat.jim.server.store.history.Said.message;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.HistoryStore.Entry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a disk: how much, how long, and in which order. */
@Timeout(60)
class EntryQueueTest {
    private static final long ENDLESS = TimeUnit.DAYS.toNanos(1);

    @TempDir
    private Path folder;

    private Ids ids;
    private EntryQueue queue;

    @BeforeEach
    void open() throws Exception {
        ids = new Ids(folder, 0, InstantSource.system());
        queue = new EntryQueue(ids, 1);
    }

    @AfterEach
    void close() throws Exception {
        ids.close();
    }

    @Test
    void what_was_added_is_taken_in_the_order_of_the_ids() {
        long first = add(queue);
        long second = add(queue);

        assertThat(queue.take(ENDLESS)).extracting(Entry::id).containsExactly(first, second);
        assertThat(queue.pending()).isEqualTo(2);
        queue.settle(2);
        assertThat(queue.pending()).isZero();
        assertThat(queue.newest()).isEqualTo(second);
    }

    @Test
    void when_a_disk_takes_nothing_a_message_waits_for_a_while_and_gets_no_id() {
        fill();

        assertThat(add(queue)).isZero();
        assertThat(queue.pending()).isEqualTo(EntryQueue.MOST);
    }

    @Test
    void after_one_has_waited_in_vain_nobody_waits_until_there_is_room() {
        EntryQueue patient = new EntryQueue(ids, TimeUnit.SECONDS.toNanos(1));
        queue = patient;
        fill();
        add(patient);

        for (int i = 0; i < 1000; i++) { // that would take 1000 s
            assertThat(add(patient)).isZero();
        }

        List<Entry> taken = patient.take(ENDLESS);
        assertThat(taken).hasSize(EntryQueue.MOST_AT_ONCE);
        patient.settle(taken.size());
        assertThat(add(patient)).isPositive();
    }

    @Test
    void a_message_that_waits_for_room_gets_it() {
        queue = new EntryQueue(ids, ENDLESS);
        fill();
        CompletableFuture<Long> late = CompletableFuture.supplyAsync(() -> add(queue));

        queue.settle(queue.take(ENDLESS).size());

        assertThat(late.join()).isPositive();
    }

    @Test
    void who_asks_waits_until_all_that_was_added_before_is_written() {
        add(queue);
        CompletableFuture<Void> asked = CompletableFuture.runAsync(queue::flush);

        List<Entry> taken = queue.take(ENDLESS);

        assertThat(taken).hasSize(1);
        assertThat(asked).isNotDone();
        queue.settle(1);
        asked.join();
    }

    @Test
    void a_call_interrupts_the_waiting() {
        queue.call();

        assertThat(queue.take(ENDLESS)).isEmpty();
    }

    @Test
    void after_the_end_what_waits_is_taken_and_nothing_is_added() {
        long id = add(queue);
        queue.close();

        assertThat(add(queue)).isZero();
        assertThat(queue.isEnded()).isFalse();
        assertThat(queue.take(ENDLESS)).extracting(Entry::id).containsExactly(id);
        assertThat(queue.isEnded()).isTrue();
    }

    private void fill() {
        for (int i = 0; i < EntryQueue.MOST; i++) {
            assertThat(add(queue)).isPositive();
        }
    }

    private static long add(EntryQueue queue) {
        return queue.add(id -> new Entry(id, TEA, ANNA.name(), ANNA, message("tea")));
    }
}

package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.ANNA;
import static chat.jim.server.store.history.Said.TEA;
import static chat.jim.server.store.history.Said.ids;
import static chat.jim.server.store.history.Said.message;
import static chat.jim.server.store.history.Said.say;
import static chat.jim.server.store.history.Said.search;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.month.Month;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked while something is added or forgotten is answered right. */
class HistoryRaceTest {
    private static final int MONTHS = 12;
    private static final int IN_MONTH = 40;
    private static final int THREADS = 4;

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private HistoryStore history;

    @BeforeEach
    void open() throws Exception {
        history = SqliteHistory.open(folder, () -> now);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void months_are_removed_while_they_are_read() {
        List<Long> said = new ArrayList<>();
        for (int month = 0; month < MONTHS; month++) {
            for (int i = 0; i < IN_MONTH; i++) {
                said.add(say(history, "tea"));
            }
            now = now.plus(Duration.ofDays(31));
        }
        List<Long> newest = said.subList(said.size() - IN_MONTH, said.size());

        whileReading(
                () -> {
                    List<Long> read = ids(history);
                    assertThat(read).isSorted().doesNotHaveDuplicates().endsWith(newest.toArray(Long[]::new));
                    assertThat(search(history, "tea")).contains(newest.get(0));
                    assertThat(history.count(Range.all(TEA), 1000)).isBetween(IN_MONTH, said.size());
                    assertThat(history.newest(TEA)).isEqualTo(newest.get(IN_MONTH - 1));
                },
                () -> {
                    for (int month = 1; month < MONTHS; month++) {
                        long oldest = said.get(month * IN_MONTH);
                        history.prune(place -> oldest).join();
                    }
                });

        assertThat(ids(history)).isEqualTo(newest);
    }

    @Test
    @Timeout(60)
    void months_are_removed_and_messages_written_while_somebody_reads_on_and_on() throws Exception {
        MonthFiles files = new MonthFiles(folder.resolve("months"));
        EntryQueue queue = new EntryQueue(new Ids(folder, 0, () -> now));
        HistoryReader reader = new HistoryReader("test", files);
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Void> ending = new CompletableFuture<>();
        try (HistoryWriter writer = new HistoryWriter(files, List.of(reader), queue)) {
            long old = add(queue);
            CompletableFuture<Long> read = CompletableFuture.supplyAsync(() -> {
                AtomicLong found = new AtomicLong();
                reader.show(Range.all(""), true, month -> {
                    reading.countDown();
                    ending.join();
                    found.set(month.newest());
                    return true;
                });
                return found.get();
            });
            reading.await();

            writer.work(() -> {
                        writer.remove(Month.of(old));
                        return false;
                    })
                    .join();
            now = now.plus(Duration.ofDays(31));
            add(queue);

            assertThat(files.file(Month.of(old))).doesNotExist();
            ending.complete(null);
            assertThat(read.join()).isEqualTo(old);
        } finally {
            ending.complete(null);
            reader.close();
        }
    }

    private static long add(EntryQueue queue) {
        long id = queue.add(added -> new Entry(added, TEA, ANNA.name(), ANNA, message("tea")));
        queue.flush();
        return id;
    }

    @Test
    void what_is_forgotten_is_not_found_any_more() {
        List<Long> said =
                LongStream.range(0, 300).mapToObj(i -> say(history, "tea")).toList();
        ConcurrentSkipListSet<Long> forgotten = new ConcurrentSkipListSet<>();

        whileReading(
                () -> {
                    List<Long> before = List.copyOf(forgotten);
                    assertThat(search(history, "tea")).isNotEmpty().noneMatch(before::contains);
                    assertThat(ids(history)).noneMatch(before::contains).contains(said.get(299));
                },
                () -> {
                    for (long id : said.subList(150, 250)) {
                        assertThat(history.forget(id)).isTrue();
                        forgotten.add(id);
                    }
                });

        assertThat(history.forget(said.get(200))).isFalse();
        assertThat(ids(history)).hasSize(200);
    }

    @Test
    void everything_that_was_added_before_is_seen_at_once() {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String place = "#room" + i;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int n = 1; n <= 100; n++) {
                    long id = history.add(place, ANNA.name(), ANNA, message("tea"));
                    assertThat(history.newest(place)).isEqualTo(id);
                    assertThat(history.find(id)).isNotNull();
                    assertThat(history.count(Range.all(place), 1000)).isEqualTo(n);
                }
            }));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).join();

        assertThat(history.of(ANNA, 0, 1000)).hasSize(THREADS * 100);
    }

    @Test
    void messages_come_in_while_those_of_an_account_are_forgotten() {
        for (int i = 0; i < 2000; i++) {
            history.add(TEA, ANNA.name(), i % 2 == 0 ? ANNA : null, message("tea"));
        }
        List<Long> added = new ArrayList<>();

        CompletableFuture<?> forgotten = history.forget(ANNA);
        while (!forgotten.isDone()) {
            added.add(history.add("#ops", ANNA.name(), null, message("ops")));
            assertThat(history.newest("#ops")).isEqualTo(added.get(added.size() - 1));
        }
        forgotten.join();

        assertThat(history.of(ANNA, 0, 10)).isEmpty();
        assertThat(ids(history)).hasSize(1000);
        assertThat(ids(history.first(Range.all("#ops"), Integer.MAX_VALUE))).isEqualTo(added);
    }

    /** Reads again and again, on several threads, until the change is made. */
    private static void whileReading(Runnable reading, Runnable change) {
        AtomicBoolean changed = new AtomicBoolean();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            readers.add(CompletableFuture.runAsync(() -> {
                do {
                    reading.run();
                } while (!changed.get());
            }));
        }
        try {
            change.run();
        } finally {
            changed.set(true);
        }
        CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).join();
    }
}

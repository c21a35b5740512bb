package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.ANNA;
import static chat.jim.server.store.history.Said.TEA;
import static chat.jim.server.store.history.Said.ids;
import static chat.jim.server.store.history.Said.message;
import static chat.jim.server.store.history.Said.say;
import static chat.jim.server.store.history.Said.search;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that another server has given their ids. */
class CopiesTest {
    private static final long NOON = 1_795_867_200_000_000L;
    private static final long MONTH_AGO = NOON - 31 * 24 * 3_600_000_000L;

    @TempDir
    private Path folder;

    private HistoryStore history;

    @BeforeEach
    void open() throws IOException {
        history = SqliteHistory.open(folder, () -> Instant.parse("2026-11-28T12:00:00Z"));
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void they_are_kept_as_they_are_though_they_come_late_and_turned_round() throws IOException {
        copy(NOON + 5, "milk");
        copy(NOON + 3, "tea");
        assertThat(ids(history)).containsExactly(NOON + 3, NOON + 5);
        copy(NOON + 4, "cups of tea");
        copy(MONTH_AGO, "old tea");

        assertThat(ids(history)).containsExactly(MONTH_AGO, NOON + 3, NOON + 4, NOON + 5);
        assertThat(search(history, "tea")).containsExactly(NOON + 4, NOON + 3, MONTH_AGO);
        Entry last = history.last(Range.all(TEA), 1).get(0);
        assertThat(last.account()).isEqualTo(ANNA);
        assertThat(last.sender()).isEqualTo(ANNA.name());
        assertThat(last.message().toString()).isEqualTo(message("milk").toString());
        close();
        open();
        assertThat(ids(history)).hasSize(4);
    }

    @Test
    void one_that_is_there_is_ignored() {
        long own = say(history, "tea");
        copy(own, "milk");
        copy(own + 1, "milk");
        assertThat(search(history, "milk")).containsExactly(own + 1);
        copy(own + 1, "cup");
        copy(own + 2, "cup");

        assertThat(ids(history)).containsExactly(own, own + 1, own + 2);
        assertThat(search(history, "milk")).containsExactly(own + 1);
        assertThat(search(history, "cup")).containsExactly(own + 2);
        assertThat(history.dropped()).isZero();
    }

    @Test
    void what_is_said_here_afterwards_has_a_greater_id() {
        copy(NOON + 1_000, "tea");

        assertThat(say(history, "milk")).isEqualTo(NOON + 1_001);
    }

    @Test
    void they_are_forgotten_as_what_was_said_here() {
        copy(NOON, "tea");
        copy(NOON + 1, "tea");
        history.addCopy(new Entry(
                NOON + 2, TEA, ANNA.name(), new AccountKey(ANNA.name(), AccountKey.randomId()), message("tea")));

        assertThat(history.forget(NOON)).isTrue();
        assertThat(ids(history)).containsExactly(NOON + 1, NOON + 2);
        history.forget(ANNA).join();
        assertThat(ids(history)).containsExactly(NOON + 2);
        assertThat(search(history, "tea")).containsExactly(NOON + 2);
    }

    private void copy(long id, String text) {
        history.addCopy(new Entry(id, TEA, ANNA.name(), ANNA, message(text)));
    }
}

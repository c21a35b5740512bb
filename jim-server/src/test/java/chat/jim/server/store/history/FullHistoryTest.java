package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.ids;
import static chat.jim.server.store.history.Said.say;
import static chat.jim.server.store.history.Said.search;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.sql.Statements;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk costs what is said while it is full, and nothing else. */
class FullHistoryTest {
    private static final int PAGES = 60;

    @TempDir
    private Path folder;

    private SqliteHistory history;

    @BeforeEach
    void open() throws Exception {
        history = SqliteHistory.open(folder, InstantSource.system());
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void what_cannot_be_written_is_dropped_and_counted_and_the_rest_is_there() {
        List<Long> said = new ArrayList<>();
        said.add(say(history, "first"));
        assertThat(ids(history)).hasSize(1);
        setMost(PAGES);
        while (history.dropped() == 0) {
            said.add(say(history, "x".repeat(400)));
            history.count(Range.all(Said.TEA), 1);
        }

        List<Long> kept = ids(history);
        assertThat(kept).isEqualTo(said.subList(0, kept.size())).hasSize(said.size() - (int) history.dropped());

        setMost(Integer.MAX_VALUE);
        long last = say(history, "again");

        assertThat(ids(history)).hasSize(kept.size() + 1).endsWith(last);
        assertThat(search(history, "again")).containsExactly(last);
        assertThat(history.dropped()).isEqualTo(said.size() - kept.size());
    }

    /** From now on the file of this month has at most so many pages. */
    private void setMost(int pages) {
        HistoryWriter writer = (HistoryWriter) value(history, "writer");
        writer.work(() -> {
                    writer.test(Month.of(history.newest()), month -> {
                        Statements statements = (Statements) value(month, "statements");
                        return statements.run("", () -> statements.number("PRAGMA max_page_count = " + pages)) > 0;
                    });
                    return false;
                })
                .join();
    }

    private static Object value(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The history has other fields", e);
        }
    }
}

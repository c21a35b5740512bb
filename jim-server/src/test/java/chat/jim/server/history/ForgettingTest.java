package chat.jim.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.Store;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL.md, section 12: what is kept no longer. */
class ForgettingTest {
    private static final Address ALICE = Address.account("alice");
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final List<HistoryPolicy.Room> ROOMS = List.of(
            new HistoryPolicy.Room("#long", false, 90 * DAY),
            new HistoryPolicy.Room("#ever", false, HistoryPolicy.FOREVER),
            new HistoryPolicy.Room("#off", false, HistoryPolicy.OFF));
    private static final HistoryPolicy POLICY = new HistoryPolicy(30 * DAY, ROOMS, true, false, Long.MAX_VALUE);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private Store store;
    private SqliteHistory kept;
    private History history;

    @BeforeEach
    void open() throws IOException {
        store = Repair.openStore(folder, report -> {});
        kept = SqliteHistory.open(folder, () -> now);
        history = new History(kept, () -> POLICY, store.accounts(), new ReadMarks(store.marks()), () -> now);
    }

    @AfterEach
    void close() {
        kept.close();
        store.close();
    }

    @Test
    void what_a_removed_account_has_said_goes_and_not_what_the_next_one_of_that_name_says() {
        AccountKey first = store.accounts().add(ALICE, "x").key();
        say("#tea", first, "first");
        say("#tea", null, "guest");
        store.accounts().remove(ALICE);
        AccountKey next = store.accounts().add(ALICE, "x").key();
        say("#tea", next, "next");

        history.forgetRemoved(account -> true);
        assertThat(texts("#tea")).contains("first");
        history.forgetRemoved(account -> false);

        assertThat(texts("#tea")).containsExactly("guest", "next");
        assertThat(store.accounts().toForget()).isEmpty();
    }

    @Test
    void each_room_has_its_time() {
        for (String room : List.of("#tea", "#long", "#ever", "#off")) {
            say(room, null, "old");
        }
        now = now.plus(Duration.ofDays(31));
        say("#tea", null, "new");
        history.prune();
        assertThat(texts("#tea")).containsExactly("new");
        assertThat(kept.places()).containsExactlyInAnyOrder("#tea", "#long", "#ever");

        now = now.plus(Duration.ofDays(60));
        say("#tea", null, "newest");
        history.prune();
        assertThat(texts("#tea")).containsExactly("newest");
        assertThat(kept.places()).containsExactlyInAnyOrder("#tea", "#ever");
    }

    private void say(String place, AccountKey account, String text) {
        kept.add(
                place,
                ALICE,
                account,
                Frame.ofText("{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"from\":\"alice\",\"message\":\"" + text
                        + "\"}"));
    }

    private List<String> texts(String place) {
        return kept.first(Range.all(place), 100).stream()
                .map(Entry::message)
                .map(message -> message.text().replaceAll(".*\"message\":\"|\"}", ""))
                .toList();
    }
}

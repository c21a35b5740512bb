package chat.jim.server.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.MemoryHistory;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done with a history, it answers as the simplest one does. */
class HistoryModelTest {
    private static final long SEED = Long.getLong("jim.seed", System.nanoTime());
    private static final int STEPS = Integer.getInteger("jim.steps", 1000);
    private static final List<String> PLACES = List.of("#tea", "#ops", "#team-a", "anna\0boris");
    private static final List<String> WORDS = List.of("tea", "team", "cup", "cups", "milk", "Milky", "a");

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<AccountKey> accounts = List.of(
            AccountKey.create(Address.account("anna")),
            AccountKey.create(Address.account("boris")),
            AccountKey.create(Address.account("Anna")));
    private final List<Long> ids = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private MemoryHistory model = new MemoryHistory(() -> now);
    private HistoryStore history;

    @Test
    void it_answers_as_the_model_does() throws IOException {
        history = SqliteHistory.open(folder, () -> now);
        try {
            for (int step = 0; step < STEPS; step++) {
                step(step);
            }
        } finally {
            history.close();
        }
    }

    private void step(int step) throws IOException {
        String what = "seed " + SEED + ", step " + step;
        switch (random.nextInt(24)) {
            case 0 -> now = now.plus(Duration.ofHours(random.nextInt(400)));
            case 1 -> now = now.minus(Duration.ofMinutes(random.nextInt(300)));
            case 2 -> {
                long id = id();
                same(what, store -> store.forget(id));
            }
            case 3 -> {
                if (random.nextInt(5) == 0) {
                    AccountKey account = any(accounts);
                    same(what, store -> store.forget(account).join());
                }
            }
            case 4 -> {
                if (random.nextInt(5) == 0) {
                    long oldest = id();
                    String place = any(PLACES);
                    boolean all = random.nextBoolean();
                    same(
                            what,
                            store -> store.prune(one -> all || one.equals(place) ? oldest : 0)
                                    .join());
                }
            }
            case 5 -> {
                if (random.nextInt(10) == 0) {
                    history.close();
                    history = SqliteHistory.open(folder, () -> now);
                }
            }
            case 6, 7, 8 -> ask(what);
            default -> {
                now = now.plusNanos(random.nextInt(3) * 1000L);
                add(what);
            }
        }
    }

    private void add(String what) {
        String place = any(PLACES);
        AccountKey account = any(accounts);
        boolean guest = random.nextInt(4) == 0;
        Address sender = guest ? Address.account("guest" + random.nextInt(3)) : account.name();
        Frame message = Frame.ofText("{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"message\":\"" + text() + "\"}");
        same(what, store -> store.add(place, sender, guest ? null : account, message));
        ids.add(model.newest());
    }

    private void ask(String what) {
        Range range =
                new Range(any(PLACES), random.nextBoolean() ? 0 : id(), random.nextBoolean() ? Long.MAX_VALUE : id());
        int most = 1 + random.nextInt(30);
        Query query = new Query(
                text(),
                PLACES.subList(0, random.nextInt(PLACES.size() + 1)),
                random.nextBoolean() ? null : any(accounts).name(),
                range.before(),
                most);
        AccountKey account = any(accounts);
        long id = id();
        same(what, store -> shown(store.first(range, most)));
        same(what, store -> shown(store.last(range, most)));
        same(what, store -> store.count(range, most));
        same(what, store -> shown(store.search(query)));
        same(what, store -> shown(store.of(account, range.after(), most)));
        same(what, store -> store.newest(range.place()));
        same(what, HistoryStore::newest);
        same(what, HistoryStore::places);
        same(what, store -> shown(store.find(id)));
    }

    private <T> void same(String what, Function<HistoryStore, T> question) {
        T expected = question.apply(model);
        assertThat(question.apply(history)).as(what).isEqualTo(expected);
    }

    private static List<String> shown(List<Entry> entries) {
        return entries.stream().map(HistoryModelTest::shown).toList();
    }

    private static String shown(@Nullable Entry entry) {
        return entry == null
                ? "none"
                : entry.id() + " " + entry.place() + " " + entry.sender() + " "
                        + (entry.account() == null ? "guest" : entry.account().id())
                        + entry.message().text();
    }

    /** One that was given, or is close to it. */
    private long id() {
        return ids.isEmpty() ? 1 : any(ids) + random.nextInt(3) - 1;
    }

    private String text() {
        return any(WORDS) + " " + any(WORDS);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

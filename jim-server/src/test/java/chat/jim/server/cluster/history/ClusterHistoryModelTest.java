package chat.jim.server.cluster.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.MemoryHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done at whichever server, all answer as the simplest history does. */
@Timeout(180)
class ClusterHistoryModelTest {
    private static final long SEED = Long.getLong("jim.seed", System.nanoTime());
    private static final int STEPS = Integer.getInteger("jim.steps", 400);
    private static final List<String> PLACES = List.of("#tea", "#ops", "anna boris");
    private static final List<String> WORDS = List.of("tea", "team", "cup", "milk");

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<AccountKey> accounts =
            List.of(AccountKey.create(Address.account("anna")), AccountKey.create(Address.account("boris")));
    private final List<Long> ids = new ArrayList<>(List.of(1L));
    private final MemoryHistory model = new MemoryHistory(InstantSource.system());

    @Test
    void they_answer_as_the_model_does() throws IOException {
        try (Histories servers = new Histories(NATS, 3, folder)) {
            for (int step = 0; step < STEPS; step++) {
                step(servers, "seed " + SEED + ", step " + step);
            }
        }
    }

    private void step(Histories servers, String what) {
        ClusterHistory history = servers.at(random.nextInt(3));
        Range range = new Range(
                any(PLACES), random.nextBoolean() ? 0 : any(ids), random.nextBoolean() ? Long.MAX_VALUE : any(ids));
        int most = 1 + random.nextInt(20);
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> say(servers, history);
            case 4 -> {
                long id = any(ids);
                same(what, history, store -> store.forget(id));
            }
            case 5 -> same(what, history, store -> texts(store.first(range, most)));
            case 6 -> same(what, history, store -> texts(store.last(range, most)));
            case 7 -> same(what, history, store -> store.count(range, most));
            case 8 -> same(what, history, store -> store.newest(range.place()));
            case 9 -> {
                Query query = new Query(any(WORDS), PLACES.subList(0, 2), null, range.before(), most);
                same(what, history, store -> texts(store.search(query)));
            }
            case 10 -> {
                long id = any(ids);
                same(what, history, store -> store.find(id) != null);
            }
            default -> {
                AccountKey account = any(accounts);
                same(what, history, store -> texts(store.of(account, range.after(), most)));
                same(what, history, HistoryStore::places);
            }
        }
    }

    private void say(Histories servers, ClusterHistory history) {
        AccountKey account = any(accounts);
        String place = any(PLACES);
        history.newest(place); // as its home does when it takes a room
        long id = history.add(place, account.name(), account, Histories.message(any(WORDS) + " " + any(WORDS)));
        Entry entry = history.find(id);
        model.addCopy(entry);
        ids.add(id);
        if (random.nextBoolean()) {
            servers.at(random.nextInt(3)).addCopy(entry);
        }
    }

    private <T> void same(String what, ClusterHistory history, Function<HistoryStore, T> question) {
        assertThat(question.apply(history)).as(what).isEqualTo(question.apply(model));
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.id() + entry.place() + entry.message())
                .toList();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

package chat.jim.server.cluster.history;

import static chat.jim.server.cluster.history.Histories.ANNA;
import static chat.jim.server.cluster.history.Histories.TEA;
import static chat.jim.server.cluster.history.Histories.ids;
import static chat.jim.server.cluster.history.Histories.message;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What several servers have kept is one history. */
@Timeout(120)
class ClusterHistoryTest {
    private static final int MANY = Integer.MAX_VALUE;

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    private Histories servers;
    private final List<Integer> silent = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        servers = new Histories(NATS, 3, folder);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void what_is_said_at_any_server_is_read_at_all_of_them() {
        List<Long> said = IntStream.range(0, 9)
                .mapToObj(i -> servers.say(i % 3, "cup " + i))
                .sorted()
                .toList();
        servers.at(1).add("#milk", ANNA.name(), null, message("milk"));

        for (int i = 0; i < 3; i++) {
            ClusterHistory history = servers.at(i);
            assertThat(ids(history.first(Range.all(TEA), MANY))).isEqualTo(said);
            assertThat(ids(history.first(Range.all(TEA), 4))).isEqualTo(said.subList(0, 4));
            assertThat(ids(history.last(Range.all(TEA), 4))).isEqualTo(said.subList(5, 9));
            assertThat(ids(history.last(new Range(TEA, said.get(1), said.get(7)), 3)))
                    .isEqualTo(said.subList(4, 7));
            assertThat(history.count(Range.all(TEA), 100)).isEqualTo(9);
            assertThat(history.count(new Range(TEA, said.get(1), said.get(7)), 100))
                    .isEqualTo(5);
            assertThat(history.count(Range.all(TEA), 7)).isEqualTo(7);
            assertThat(history.newest(TEA)).isEqualTo(said.get(8));
            assertThat(history.newest("#nothing")).isZero();
            assertThat(ids(history.of(ANNA, said.get(2), 3))).isEqualTo(said.subList(3, 6));
            assertThat(history.places()).containsExactly("#milk", TEA);
            assertThat(history.among(List.of(TEA, "#nothing", "#milk"))).containsExactly("#milk", TEA);
            assertThat(found(history, "cup", 5))
                    .isEqualTo(said.subList(4, 9).stream()
                            .sorted(Collections.reverseOrder())
                            .toList());
            for (long id : said) {
                Entry entry = history.find(id);
                assertThat(entry).isNotNull();
                assertThat(entry.account()).isEqualTo(ANNA);
                assertThat(entry.place()).isEqualTo(TEA);
            }
            assertThat(history.find(1)).isNull();
        }
    }

    private static List<Long> found(ClusterHistory history, String text, int most) {
        return ids(history.search(new Query(text, List.of(TEA), ANNA.name(), Long.MAX_VALUE, most)));
    }

    @Test
    void copies_of_a_message_are_one() {
        List<Long> said = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long id = servers.say(0, "cup " + i);
            said.add(id);
            for (int other = 1; other < 3; other++) {
                servers.at(other).addCopy(servers.own(0).find(id));
            }
        }
        said.add(servers.say(2, "cup"));

        assertThat(said).isSorted();
        assertThat(ids(servers.own(1).first(Range.all(TEA), MANY))).isEqualTo(said.subList(0, 5));
        assertThat(ids(servers.at(1).first(Range.all(TEA), MANY))).isEqualTo(said);
        assertThat(servers.at(1).count(Range.all(TEA), 100)).isEqualTo(6);
        assertThat(found(servers.at(1), "cup", 100)).hasSize(6);
    }

    @Test
    void who_has_asked_for_the_newest_one_gives_greater_ids() {
        long future = servers.say(0, "tea") + 60_000_000;
        servers.at(0).addCopy(new Entry(future, TEA, ANNA.name(), ANNA, message("soon")));

        assertThat(servers.at(1).newest(TEA)).isEqualTo(future);
        assertThat(servers.say(1, "tea")).isGreaterThan(future);
    }

    @Test
    void what_does_not_fit_into_one_answer_comes_in_several() {
        List<Long> said = IntStream.range(0, 1700)
                .mapToObj(i -> servers.say(0, "cup" + "x".repeat(400)))
                .toList();

        assertThat(ids(servers.at(1).first(Range.all(TEA), 1600))).isEqualTo(said.subList(0, 1600));
        assertThat(ids(servers.at(1).last(Range.all(TEA), 1600))).isEqualTo(said.subList(100, 1700));
        assertThat(servers.at(1).count(Range.all(TEA), 10_000)).isEqualTo(1700);
    }

    @Test
    void ids_are_unique_though_three_servers_give_very_many_at_once() {
        List<CompletableFuture<List<Long>>> all = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Stream.generate(() -> servers.say(i, "tea"))
                        .limit(10_000)
                        .toList()))
                .toList();

        assertThat(all.stream().flatMap(given -> given.join().stream()).distinct())
                .hasSize(30_000);
        all.forEach(given -> assertThat(given.join()).isSorted());
        await().until(() -> servers.at(0).count(Range.all(TEA), 100_000) == 30_000);
    }

    @Test
    void a_server_that_does_not_answer_is_left_out_and_counted() {
        long known = servers.say(1, "tea");
        servers.say(2, "tea");
        servers.member(2).bus().onQuestion(Question.WORD, (question, reply) -> {});

        assertThat(ids(servers.at(0).reporting(silent::add).first(Range.all(TEA), MANY)))
                .containsExactly(known);
        assertThat(servers.at(0).reporting(silent::add).newest(TEA)).isEqualTo(known);
        assertThat(servers.at(1).reporting(silent::add).count(Range.all(TEA), 10))
                .isOne();
        assertThat(silent).containsExactly(1, 1, 1);
        assertThat(ids(servers.at(2).reporting(silent::add).first(Range.all(TEA), MANY)))
                .hasSize(2);
        assertThat(silent.get(3)).isZero();
    }

    @Test
    void garbage_is_no_answer_and_no_question() {
        long known = servers.say(1, "tea");
        List<String> garbage = List.of("", "{}", "[]", "{\"more\":true}", "{\"ids\":[\"x\",-1]}", "{}\nx");
        for (String answer : garbage) {
            servers.member(2)
                    .bus()
                    .onQuestion(Question.WORD, (question, reply) -> reply.accept(answer.getBytes(UTF_8)));
            assertThat(ids(servers.at(0).first(Range.all(TEA), MANY))).containsExactly(known);
            assertThat(servers.at(0).newest(TEA)).isEqualTo(known);
            assertThat(servers.at(0).count(Range.all(TEA), 10)).isOne();
        }
        for (String question : List.of("history", "history {}", "history \0")) {
            String node = servers.member(0).node().lease().id();
            CompletableFuture<String> answer = servers.member(2).bus().ask(node, question, Duration.ofMillis(100));
            assertThat(answer).failsWithin(Duration.ofSeconds(30));
        }
        assertThat(ids(servers.at(1).first(Range.all(TEA), MANY))).containsExactly(known);
    }

    @Test
    void a_message_is_forgotten_by_all_and_by_who_was_away_when_it_is_back() throws IOException {
        long kept = servers.say(0, "tea");
        long id = servers.say(0, "oops");
        for (int other = 1; other < 3; other++) {
            servers.at(other).addCopy(servers.own(0).find(id));
        }
        assertThat(servers.own(2).find(id)).isNotNull();
        servers.stop(2);

        assertThat(servers.at(1).forget(id)).isTrue();
        assertThat(servers.own(0).find(id)).isNull();
        assertThat(servers.own(1).find(id)).isNull();
        servers.start(2);
        await().until(() -> servers.own(2).find(id) == null);
        servers.awaitEachOther();
        assertThat(ids(servers.at(0).first(Range.all(TEA), MANY))).containsExactly(kept);
        assertThat(servers.at(2).forget(id)).isFalse();
    }

    @Test
    void a_copy_of_what_is_forgotten_comes_too_late() {
        long id = servers.say(0, "oops");
        Entry copy = servers.own(0).find(id);
        servers.at(1).forget(id);

        servers.at(2).addCopy(copy);
        assertThat(servers.own(2).find(id)).isNull();
    }

    @Test
    void what_an_account_has_said_is_forgotten_by_all_and_by_who_was_away_when_it_is_back() throws IOException {
        AccountKey boris = AccountKey.create(Address.account("boris"));
        for (int i = 0; i < 3; i++) {
            servers.say(i, "tea");
            servers.at(i).add(TEA, boris.name(), boris, message("milk"));
        }
        servers.own(2).first(Range.all(TEA), MANY);
        servers.stop(2);

        servers.at(1).forget(ANNA).join();
        servers.start(2);
        servers.awaitEachOther();
        for (int i = 0; i < 3; i++) {
            int server = i;
            await().until(() -> servers.own(server).of(ANNA, 0, MANY).isEmpty());
        }
        assertThat(servers.at(0).first(Range.all(TEA), MANY))
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.account()).isEqualTo(boris));

        long again = servers.say(2, "tea");
        assertThat(servers.at(0).find(again)).isNotNull();
        servers.at(0).forget(ANNA).join();
        await().until(() -> servers.at(0).find(again) == null);
    }
}

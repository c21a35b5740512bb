package chat.jim.server.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No id is given twice. */
class IdsTest {
    private static final long NOON = 1_795_867_200_000_000L;

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void an_id_is_the_time_in_microseconds() throws Exception {
        try (Ids ids = open(0)) {
            assertThat(ids.next()).isEqualTo(NOON);
            now = now.plusMillis(5);
            assertThat(ids.next()).isEqualTo(NOON + 5000);
        }
    }

    @Test
    void ids_grow_within_a_microsecond_and_while_the_clock_is_set_back() throws Exception {
        try (Ids ids = open(0)) {
            assertThat(ids.next()).isEqualTo(NOON);
            assertThat(ids.next()).isEqualTo(NOON + 1);
            now = now.minus(Duration.ofHours(1));
            assertThat(ids.next()).isEqualTo(NOON + 2);
            assertThat(ids.last()).isEqualTo(NOON + 2);
        }
    }

    @Test
    @SuppressWarnings("resource") // the process is killed
    void after_a_kill_they_go_on_above_those_that_were_given_though_the_clock_is_set_back() throws Exception {
        Ids killed = open(0);
        long last = killed.next();
        for (int i = 0; i < 5; i++) {
            now = now.plusMillis(600);
            last = killed.next();
        }
        now = now.minus(Duration.ofHours(1));

        try (Ids ids = open(0)) {
            assertThat(ids.next()).isGreaterThan(last).isLessThan(last + 2_000_000);
        }
    }

    @Test
    @SuppressWarnings("resource") // the process is killed
    void what_is_reserved_ahead_is_given_without_a_word_to_the_disk_and_not_again_after_a_kill() throws Exception {
        Ids killed = open(0);
        killed.next();
        killed.reserve();
        String noted = Files.readString(folder.resolve("last-id"));
        now = now.plusSeconds(9);

        long last = killed.next();

        assertThat(folder.resolve("last-id")).hasContent(noted);
        now = now.minus(Duration.ofHours(1));
        try (Ids ids = open(0)) {
            assertThat(ids.next()).isGreaterThan(last).isLessThan(last + 2_000_000);
        }
    }

    @Test
    void after_a_good_end_they_go_on_with_the_next_one() throws Exception {
        try (Ids ids = open(0)) {
            ids.next();
        }
        now = now.minus(Duration.ofHours(1));

        try (Ids ids = open(0)) {
            assertThat(ids.next()).isEqualTo(NOON + 1);
        }
    }

    @Test
    void they_are_greater_than_what_is_written_though_the_note_is_lost_or_damaged() throws Exception {
        try (Ids ids = open(NOON + 7)) {
            assertThat(ids.next()).isEqualTo(NOON + 8);
        }
        Files.writeString(folder.resolve("last-id"), "garbage\n");

        try (Ids ids = open(NOON + 8)) {
            assertThat(ids.next()).isEqualTo(NOON + 9);
        }
    }

    @Test
    void of_several_servers_each_gives_its_own_ones_and_they_grow() throws Exception {
        Set<Long> given = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> servers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i * 30;
            Ids ids = new Ids(Files.createDirectory(folder.resolve("server" + i)), 0, InstantSource.system());
            ids.share(() -> number);
            servers.add(CompletableFuture.runAsync(() -> {
                long last = 0;
                for (int n = 0; n < 30_000; n++) {
                    long id = ids.next();
                    assertThat(id).isGreaterThan(last);
                    last = id;
                    assertThat(given.add(id)).isTrue();
                }
            }));
        }
        servers.forEach(CompletableFuture::join);

        assertThat(given).hasSize(90_000);
    }

    @Test
    void one_that_another_server_has_given_is_passed_unless_its_clock_is_quite_wrong() throws Exception {
        try (Ids ids = open(0)) {
            int[] number = {5};
            ids.share(() -> number[0]);
            assertThat(ids.next()).isEqualTo(NOON + 5);
            assertThat(ids.next()).isEqualTo(NOON + 64 + 5);

            ids.pass(NOON + 1_000_006);
            assertThat(ids.next()).isEqualTo(NOON + 1_000_000 + 64 + 5);
            ids.pass(NOON);
            ids.pass(NOON * 2);
            ids.pass(Long.MAX_VALUE);
            number[0] = 4;
            assertThat(ids.next()).isLessThan(NOON + 2_000_000).matches(id -> id % 64 == 4);
        }
    }

    private Ids open(long written) throws IOException {
        return new Ids(folder, written, () -> now);
    }
}

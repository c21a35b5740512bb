package chat.jim.server.store.backup;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a store that is in use (EXAM.md, E113). */
class BackupsTest {
    private static final Address BOB = Address.account("bob");
    private static final int MOST = 1_000_000;

    @TempDir
    private Path folder;

    private Path data;
    private Path backup;
    private SqliteStore store;
    private Backups.Plan plan;
    private Backups backups;
    private Instant now = Instant.parse("2026-11-28T02:00:00Z");

    @BeforeEach
    void open() throws IOException {
        data = folder.resolve("data");
        backup = data.resolve("backup");
        store = Repair.openStore(data, report -> {});
        store.accounts().add(BOB, "hash");
        plan = new Backups.Plan(backup, new Retention(7, 4), Duration.ofHours(24));
        backups = new Backups(data, plan, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_backup_while_somebody_writes_has_all_that_was_confirmed_before() throws Exception {
        AtomicInteger confirmed = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; !ended.get(); i++) {
                send(i);
                store.accounts().add(Address.account("person" + i), "hash");
                confirmed.incrementAndGet();
            }
        });
        try {
            for (int i = 1; i <= 3; i++) {
                int before = 20 * i;
                await().until(() -> confirmed.get() >= before || writer.isDone());
                int sure = confirmed.get();
                now = now.plusSeconds(1);
                Backups.Result made = backups.run();

                assertThat(made.counts().messages()).isGreaterThanOrEqualTo(sure);
                assertThat(made.counts().accounts()).isGreaterThanOrEqualTo(sure + 1);
                checkRestored(made.file(), sure);
            }
        } finally {
            ended.set(true);
            writer.join();
        }
    }

    private void checkRestored(Path file, int sure) throws IOException {
        Path place = folder.resolve("restored-" + file.getFileName());
        Restore.restore(file, place);
        try (Store restored = Repair.openStore(place, report -> {
            throw new AssertionError(report);
        })) {
            List<String> texts =
                    restored.mail().read(TestServer.key(restored, BOB), Place.START, MOST).letters().stream()
                            .map(kept -> kept.message().text())
                            .toList();
            assertThat(texts).hasSizeGreaterThanOrEqualTo(sure);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(texts.get(i)).isEqualTo(text(i));
            }
            assertThat(restored.accounts().find(Address.account("person" + (sure - 1))))
                    .isNotNull();
        }
    }

    @Test
    void it_is_for_its_owner_only_and_what_a_kill_has_left_is_removed() throws Exception {
        Files.createDirectories(backup.resolve("history"));
        Files.createFile(backup.resolve("jim-20261127T020000Z.db.part"));
        Files.createFile(backup.resolve("history").resolve("2026-10.db.part"));
        Files.createFile(backup.resolve("film.mkv.part"));
        Files.createDirectories(backup.resolve("folder.part").resolve("x"));

        Path file = backups.run().file();

        assertThat(names(backup))
                .containsExactly("backup.lock", "film.mkv.part", "folder.part", "history", "jim-20261128T020000Z.db");
        assertThat(names(backup.resolve("history"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(backups.last().file()).isEqualTo(file);
        assertThat(backups.last().bytes()).isEqualTo(Files.size(file));
    }

    @Test
    void the_newest_one_decides_when_the_next_is_made_also_after_a_restart() throws Exception {
        tickAndCount(1);
        now = now.plus(Duration.ofHours(23));
        tickAndCount(1);
        backups = new Backups(data, plan, () -> now);
        tickAndCount(1);
        now = now.plus(Duration.ofMinutes(61));
        backups.use(new Backups.Plan(backup, new Retention(7, 4), Duration.ZERO));
        tickAndCount(1);
        backups.use(plan);
        tickAndCount(2);
    }

    private void tickAndCount(int count) throws IOException {
        backups.tick();
        assertThat(BackupFile.in(backup)).hasSize(count);
    }

    @Test
    void one_that_fails_is_tried_again_after_some_minutes() throws Exception {
        Files.writeString(backup, "a file in its place");
        backups.tick();
        Files.delete(backup);
        tickAndCount(0);

        now = now.plus(Duration.ofMinutes(10));
        tickAndCount(1);
    }

    @Test
    void those_that_are_kept_no_longer_are_deleted_and_other_files_are_left_alone() throws Exception {
        Files.createDirectories(backup);
        List<String> others = List.of("jim-v3-20250101T000000Z.db", "jim-20269901T000000Z.db", "notes.txt");
        for (String other : others) {
            Files.writeString(backup.resolve(other), "mine");
        }
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(1);
            backups.run();
        }

        assertThat(BackupFile.in(backup)).extracting(BackupFile::time).containsExactly(now);
        assertThat(names(backup)).containsAll(others);
    }

    @Test
    void a_damaged_store_gives_no_backup() throws Exception {
        store.close();
        Path file = DatabaseFile.in(data);
        Files.writeString(file, Files.readString(file, ISO_8859_1).replace("hash", "hasi"), ISO_8859_1);

        assertThatThrownBy(backups::run).isInstanceOf(StoreException.class).hasMessageContaining("damaged");
        assertThat(names(backup)).containsExactly("backup.lock");
    }

    @Test
    void two_do_not_write_into_one_folder_at_once() throws Exception {
        Files.createDirectories(backup);
        try (ServerLock other = ServerLock.acquire(backup, "backup.lock")) {
            assertThat(other).isNotNull();
            assertThatThrownBy(backups::run).isInstanceOf(FolderTakenException.class);
        }
        backups.run();
    }

    @Test
    void a_month_is_copied_when_it_has_changed_and_stays_for_a_time_when_it_is_gone() throws Exception {
        Path months = data.resolve("history");
        Path copies = backup.resolve("history");
        try (HistoryStore history = SqliteHistory.open(data, () -> Instant.parse("2026-11-28T02:00:00Z"))) {
            say(history, "first");
            backups.run();
            Object first = key(copies.resolve("2026-11.db"));
            now = now.plusSeconds(1);
            backups.run();
            assertThat(key(copies.resolve("2026-11.db"))).isEqualTo(first);
            say(history, "second");
            now = now.plusSeconds(1);
            backups.run();
            assertThat(key(copies.resolve("2026-11.db"))).isNotEqualTo(first);
            assertThat(FileCopy.verify(copies.resolve("2026-11.db")).messages()).isEqualTo(2);
        }
        Files.delete(months.resolve("2026-11.db"));
        now = now.plusSeconds(1);
        backups.run();
        assertThat(names(copies)).containsExactly("2026-11.db.gone-20261128T020003Z");

        store.close();
        assertThat(Restore.restore(copies.resolve("2026-11.db.gone-20261128T020003Z"), data)
                        .file())
                .isEqualTo(months.resolve("2026-11.db"));
        try (HistoryStore history = SqliteHistory.open(data, () -> now)) {
            assertThat(history.newest("#tea")).isPositive();
        }
    }

    @Test
    void where_all_are_kept_nothing_is_deleted_or_renamed() throws Exception {
        List<String> copies = List.of("2026-09.db.gone-20260901T000000Z", "2026-10.db");
        Files.createDirectories(backup.resolve("history"));
        for (String copy : copies) {
            Files.writeString(backup.resolve("history").resolve(copy), "mine");
        }
        backups.use(new Backups.Plan(backup, Retention.ALL, Duration.ZERO));
        backups.run();

        assertThat(names(backup.resolve("history"))).isEqualTo(copies);
    }

    @Test
    void a_folder_that_has_data_is_not_fit() throws Exception {
        Path months = Files.createDirectories(data.resolve("history"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        Path half = Files.createDirectories(folder.resolve("half"));
        Files.createSymbolicLink(half.resolve("history"), months);
        Path ofAnother = folder.resolve("another");
        Repair.openStore(ofAnother, report -> {}).close();

        for (Path no : List.of(
                data, months, link, half, ofAnother, data.resolve("backup").resolve(".."))) {
            assertThat(Backups.isFit(no, data)).as("%s", no).isFalse();
        }
        assertThat(Backups.isFit(folder.resolve("new"), folder.resolve("new"))).isFalse();
        assertThat(Backups.isFit(backup, data)).isTrue();
        assertThat(Backups.isFit(folder.resolve("new"), data)).isTrue();
    }

    private static void say(HistoryStore history, String text) {
        history.add("#tea", Address.account("anna"), null, Frame.ofText("{\"message\":\"" + text + "\"}"));
        await().until(() -> history.pending() == 0);
    }

    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private void send(int number) {
        Frame frame = Frame.ofAnyLength(text(number).getBytes(UTF_8));
        store.mail()
                .add(TestServer.key(store, BOB), new Letter(frame, null), Count.UNLIMITED)
                .join();
    }

    private static String text(int number) {
        return "{\"n\":" + number + "}";
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

package chat.jim.server.store.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is put into the place of a store, or is refused and changes nothing (EXAM.md, E114). */
class RestoreTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path folder;

    private Path file;
    private Path backup;

    @BeforeEach
    void fill() throws IOException {
        file = DatabaseFile.in(folder);
        try (SqliteStore store = open()) {
            store.accounts().add(ALICE, "hash of alice");
        }
        Path backups = Backups.usualFolder(folder);
        backup = new Backups(folder, new Backups.Plan(backups, Retention.ALL, Duration.ZERO), InstantSource.system())
                .run()
                .file();
        try (SqliteStore store = open()) {
            store.accounts().add(BOB, "hash of bob");
        }
    }

    @Test
    void what_was_there_before_is_kept_and_can_be_restored_too() throws Exception {
        Restore.Result restored = Restore.restore(backup, folder);

        assertThat(accounts()).containsExactly(ALICE);
        assertThat(restored.counts()).isEqualTo(new Counts(1, 0, 0));
        assertThat(restored.aside().getFileName().toString()).startsWith("jim.db.before-restore-");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Restore.restore(restored.aside(), folder);
        assertThat(accounts()).containsExactly(ALICE, BOB);
    }

    @Test
    void it_is_refused_while_a_server_or_anybody_has_the_store_open() throws Exception {
        try (Store server = Repair.open(folder, new Repair.Told(folder, report -> {}, made -> {}), true)) {
            assertThat(server).isNotNull();
            assertThatThrownBy(() -> Restore.restore(backup, folder))
                    .isInstanceOfSatisfying(
                            FolderTakenException.class,
                            e -> assertThat(e.process())
                                    .isEqualTo(Long.toString(
                                            ProcessHandle.current().pid())));
        }
        try (Store command = open()) {
            assertThat(command).isNotNull();
            assertThatThrownBy(() -> Restore.restore(backup, folder)).hasMessageContaining("has the store open");
        }
        try (ServerLock lock = ServerLock.acquire(folder)) {
            assertThat(lock).as("is free again").isNotNull();
        }
        assertThat(accounts()).containsExactly(ALICE, BOB);
    }

    @Test
    void what_is_damaged_newer_or_no_backup_is_refused() throws Exception {
        String bytes = Files.readString(backup, ISO_8859_1);
        refused(write(bytes.replace("hash of", "hash if")), "damaged");
        refused(write(bytes.substring(0, bytes.length() / 2)), "");
        refused(write("this is no database".repeat(100)), "");
        refused(write(""), "damaged");
        refused(folder.resolve("missing.db"), "no file");
        Path newer = write(bytes);
        execute(newer, "PRAGMA user_version = 99");
        assertThatThrownBy(() -> Restore.restore(newer, folder)).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.NEWER);
            assertThat(e.version()).isEqualTo(99);
        });
        Path theirs = write("");
        execute(theirs, "CREATE TABLE recipes (name TEXT)");
        refused(theirs, "damaged");

        assertThat(accounts()).containsExactly(ALICE, BOB);
    }

    @Test
    void one_that_was_interrupted_is_finished_at_the_next_start() throws Exception {
        Files.copy(backup, folder.resolve("jim.db.new"));
        Files.move(file, folder.resolve("jim.db.before-restore-x"));

        assertThat(accounts()).containsExactly(ALICE);
        assertThat(folder.resolve("jim.db.new")).doesNotExist();
    }

    @Test
    void the_log_of_the_old_file_follows_it_after_an_interruption() throws Exception {
        Path aside = folder.resolve("jim.db.before-restore-20261129-140054");
        Files.copy(backup, folder.resolve("jim.db.new"));
        Files.move(file, aside);
        Path log = Files.writeString(DatabaseFile.log(file), "the last changes");

        assertThat(accounts()).containsExactly(ALICE);
        assertThat(DatabaseFile.log(aside)).hasContent("the last changes");
        assertThat(log).doesNotExist();
    }

    @Test
    void a_first_start_that_was_interrupted_is_no_damage() throws Exception {
        Path fresh = Files.createDirectories(folder.resolve("fresh"));
        for (String left : List.of("jim.db.part", "jim.db.part-journal", "jim.db.part-wal")) {
            Files.writeString(fresh.resolve(left), "x".repeat(10_000));
        }
        try (Store store = Repair.openStore(fresh, report -> {
            throw new AssertionError("repaired: " + report);
        })) {
            assertThat(store.accounts().list()).isEmpty();
        }
        try (Stream<Path> files = Files.list(fresh)) {
            assertThat(files).noneMatch(file -> file.toString().contains(".part"));
        }
    }

    @Test
    void a_month_that_was_interrupted_is_finished_at_the_next_start() throws Exception {
        Path months = Files.createDirectories(folder.resolve("history"));
        Files.writeString(months.resolve("2026-10.db"), "old");
        Files.writeString(months.resolve("2026-10.db.new"), "restored");

        assertThat(accounts()).isNotEmpty();
        assertThat(months.resolve("2026-10.db")).hasContent("restored");
        assertThat(months.resolve("2026-10.db.new")).doesNotExist();
    }

    private void refused(Path no, String why) {
        assertThatThrownBy(() -> Restore.restore(no, folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why);
    }

    private Path write(String bytes) throws IOException {
        Path other = folder.resolve("other.db");
        return Files.writeString(other, bytes, ISO_8859_1);
    }

    private static void execute(Path file, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private List<Address> accounts() throws IOException {
        try (Store store = open()) {
            return store.accounts().list().stream().map(Account::name).toList();
        }
    }

    private SqliteStore open() throws IOException {
        return Repair.openStore(folder, report -> {
            throw new AssertionError("repaired: " + report);
        });
    }
}

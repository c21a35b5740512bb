package chat.jim.server.store.repair;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Counts;
import chat.jim.server.store.backup.Restore;
import chat.jim.server.store.backup.Retention;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the newest backup is good for when a store is damaged (EXAM.md, E41). */
class RepairWithBackupTest {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path folder;

    private Path file;
    private Path backup;

    /** What was said about the last repair. */
    private @Nullable RepairReport report;

    @BeforeEach
    void fill() throws Exception {
        file = DatabaseFile.in(folder);
        try (SqliteStore store = open()) {
            store.accounts().add(ALICE, "alices-hash");
            store.accounts().add(BOB, "bobs-hash");
            Letter letter = new Letter(Frame.of("{}".getBytes(UTF_8)), null);
            store.mail()
                    .add(TestServer.key(store, BOB), letter, Count.UNLIMITED)
                    .join();
        }
        Path backups = Backups.usualFolder(folder);
        backup = new Backups(folder, new Backups.Plan(backups, Retention.ALL, Duration.ZERO), InstantSource.system())
                .run()
                .file();
    }

    @Test
    void where_nothing_can_be_read_it_is_refused_and_the_backup_can_be_restored() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, DatabaseFile.PAGE_BYTES, (byte) 'x');
        Files.write(file, bytes);

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE));
        assertThat(file).hasBinaryContent(bytes);

        Restore.Result restored = Restore.restore(backup, folder);
        assertThat(restored.aside()).hasBinaryContent(bytes);
        assertThat(restored.counts()).isEqualTo(new Counts(2, 1, 0));
        try (SqliteStore store = open()) {
            assertThat(report).isNull();
            assertThat(store.accounts().find(ALICE).passwordHash()).isEqualTo("alices-hash");
        }
    }

    @Test
    void names_that_only_the_newest_backup_has_are_kept_and_what_it_has_more_is_said() throws Exception {
        execute("DELETE FROM message");
        execute("DELETE FROM account WHERE key = 'bob'");
        replace("alices-hash", "alices-hasi");

        try (SqliteStore store = open()) {
            assertThat(report.blocked()).containsExactly("Alice", "bob");
            assertThat(report.inBackup()).isEqualTo(new RepairReport.InBackup(backup, 2, 1));
            assertThat(store.accounts().add(BOB, "somebody-elses")).isNull();
        }
    }

    @Test
    void an_account_that_was_removed_does_not_come_back_if_only_other_things_are_damaged() throws Exception {
        execute("DELETE FROM message");
        execute("DELETE FROM account WHERE key = 'bob'");
        execute("INSERT INTO mark VALUES ('x', '#tea', 1, 1)");

        try (SqliteStore store = open()) {
            assertThat(report.blocked()).isEmpty();
            assertThat(store.accounts().find(BOB)).isNull();
        }
    }

    @Test
    void an_empty_file_is_refused() throws Exception {
        Files.write(file, new byte[0]);

        assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
        assertThat(file).isEmptyFile();
    }

    private SqliteStore open() throws IOException {
        report = null;
        return Repair.openStore(folder, newReport -> report = newReport);
    }

    private void execute(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void replace(String what, String by) throws IOException {
        String bytes = Files.readString(file, ISO_8859_1);
        assertThat(bytes).contains(what);
        Files.writeString(file, bytes.replace(what, by), ISO_8859_1);
    }
}

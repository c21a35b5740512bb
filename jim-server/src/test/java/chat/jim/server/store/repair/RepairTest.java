package chat.jim.server.store.repair;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about a damaged store, and said about it (EXAM.md, E41). */
class RepairTest {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path folder;

    private Path file;
    private Path log;

    /** What was said about the last repair. */
    private @Nullable RepairReport report;

    @BeforeEach
    void fill() throws Exception {
        file = folder.resolve("jim.db");
        log = folder.resolve("jim.db-wal");
        try (SqliteStore store = open()) {
            store.accounts().add(ALICE, "alices-hash");
            store.accounts().add(BOB, "bobs-hash");
            store.accounts().addContact(key(store, ALICE), BOB, 10);
            add(store, ALICE, "first");
            add(store, ALICE, "second");
            add(store, BOB, "third");
        }
    }

    @Test
    void what_is_lost_is_said_with_its_owner_and_the_damaged_file_is_kept() throws Exception {
        replace(file, "second", "secXnd");
        byte[] damaged = Files.readAllBytes(file);

        try (SqliteStore store = open()) {
            assertThat(report.lostMessages()).containsExactly(Map.entry("alice", 1));
            assertThat(report.messages()).isEqualTo(2);
            assertThat(report.accounts()).isEqualTo(2);
            assertThat(report.lostContacts()).isZero();
            assertThat(report.blocked()).isEmpty();
            assertThat(report.aside()).hasBinaryContent(damaged);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report.aside())))
                    .isEqualTo("rw-------");
            assertThat(texts(store, ALICE)).containsExactly(text("first"));
            assertThat(texts(store, BOB)).containsExactly(text("third"));
        }
        assertThat(openAndClose()).as("repaired for good").isNull();
    }

    @Test
    void an_account_whose_password_is_damaged_is_blocked_and_keeps_its_name() throws Exception {
        replace(file, "bobs-hash", "bobs-hasi");

        try (SqliteStore store = open()) {
            assertThat(report.blocked()).containsExactly("bob");
            assertThat(store.accounts().find(BOB)).isEqualTo(new Account(key(store, BOB), "", true));
            assertThat(store.accounts().add(BOB, "somebody-elses")).isNull();
            assertThat(store.accounts().contacts(key(store, ALICE))).containsExactly(BOB);
            assertThat(texts(store, BOB)).containsExactly(text("third"));
        }
    }

    @Test
    void an_account_of_which_only_the_index_knows_keeps_its_name() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int at = indexOf(bytes, "bobs-hash") / DatabaseFile.PAGE_BYTES * DatabaseFile.PAGE_BYTES;
        Arrays.fill(bytes, at, at + DatabaseFile.PAGE_BYTES, (byte) 0);
        Files.write(file, bytes);

        try (SqliteStore store = open()) {
            assertThat(report.blocked()).containsExactly("Alice", "bob");
            assertThat(texts(store, ALICE)).containsExactly(text("first"), text("second"));
        }
    }

    @Test
    void what_is_in_the_log_behind_a_damaged_frame_is_kept() throws Exception {
        byte[] left;
        byte[] logged;
        try (SqliteStore store = open()) {
            add(store, BOB, "fourth");
            store.accounts().setBlocked(BOB, true);
            add(store, ALICE, "fifth");
            left = Files.readAllBytes(file);
            logged = Files.readAllBytes(log);
        }
        Files.write(file, left);
        logged[indexOf(logged, "fourth")]++;
        Files.write(log, logged);

        try (SqliteStore store = open()) {
            assertThat(report).isNotNull();
            assertThat(texts(store, ALICE)).containsExactly(text("first"), text("second"), text("fifth"));
            assertThat(texts(store, BOB)).contains(text("third"));
            assertThat(store.accounts().find(BOB).blocked()).isTrue();
        }
    }

    @Test
    void a_ban_that_is_lost_is_said() throws Exception {
        execute("INSERT INTO address_ban VALUES ('192.0.2.0/24', 0, 'spam', 1)");

        assertThat(openAndClose().bansLost()).isTrue();
        replace(file, "second", "secXnd");
        assertThat(openAndClose().bansLost()).isFalse();
    }

    @Test
    void an_empty_file_is_said() throws Exception {
        Files.write(file, new byte[0]);

        assertThat(openAndClose().accounts()).isZero();
    }

    @Test
    void a_damaged_version_number_is_no_newer_version() throws Exception {
        execute("PRAGMA user_version = 1027");

        assertThat(openAndClose().messages()).isEqualTo(3);
    }

    @Test
    void somebody_elses_database_is_refused_and_left_alone() throws Exception {
        Files.delete(file);
        execute("CREATE TABLE theirs (x)");
        byte[] theirs = Files.readAllBytes(file);

        assertThatThrownBy(this::openAndClose)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not a store of this program");
        assertThat(file).hasBinaryContent(theirs);
    }

    @Test
    void a_repair_that_was_interrupted_is_finished() throws Exception {
        replace(file, "second", "secXnd");
        Files.move(file, folder.resolve("jim.db.new"));

        assertThat(openAndClose()).isNotNull();
        assertThat(folder.resolve("jim.db.new")).doesNotExist();
        assertThat(openAndClose()).isNull();
    }

    @Test
    void a_store_that_is_open_is_not_repaired() throws Exception {
        try (SqliteStore store = open()) {
            execute("UPDATE message SET object = x'00'");

            assertThat(openAndClose()).isNull();
            assertThat(texts(store, ALICE)).isEmpty();
        }
        assertThat(openAndClose().lost()).isEqualTo(3);
    }

    @Test
    void a_file_of_the_first_version_is_brought_to_this_one() throws Exception {
        Files.delete(file);
        execute("""
                CREATE TABLE account (
                    key TEXT PRIMARY KEY,
                    name TEXT NOT NULL,
                    password TEXT NOT NULL,
                    blocked INTEGER NOT NULL DEFAULT 0
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE contact (
                    owner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
                    contact TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
                    PRIMARY KEY (owner, contact)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX contact_by_contact ON contact (contact);
                INSERT INTO account VALUES ('alice', 'Alice', 'hash', 1), ('bob', 'bob', 'hash', 0);
                INSERT INTO contact VALUES ('alice', 'bob');
                PRAGMA user_version = 1;
                PRAGMA journal_mode = WAL;
                """);

        try (SqliteStore store = open()) {
            assertThat(report).isNull();
            assertThat(store.accounts().list())
                    .containsExactly(
                            new Account(key(store, ALICE), "hash", true), new Account(key(store, BOB), "hash", false));
            assertThat(store.accounts().contacts(key(store, ALICE))).containsExactly(BOB);
            assertThat(store.accounts().list())
                    .extracting(account -> account.key().id())
                    .allMatch(id -> id.matches("[0-9a-f]{32}"))
                    .doesNotHaveDuplicates();
        }
        assertThat(openAndClose()).isNull();
    }

    private static AccountKey key(SqliteStore store, Address name) {
        return store.accounts().find(name).key();
    }

    private @Nullable RepairReport openAndClose() throws IOException {
        open().close();
        return report;
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

    private static void replace(Path file, String what, String by) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(by.getBytes(UTF_8), 0, bytes, indexOf(bytes, what), by.length());
        Files.write(file, bytes);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, ISO_8859_1).indexOf(text);
    }

    private static void add(Store store, Address account, String word) throws Exception {
        Frame frame = Frame.of(text(word).getBytes(UTF_8));
        assertThat(store.mail()
                        .add(TestServer.key(store, account), new Letter(frame, null), Count.UNLIMITED)
                        .join())
                .isPositive();
    }

    private static String text(String word) {
        return "{\"text\":\"" + word + "\"}";
    }

    private static List<String> texts(Store store, Address account) {
        return store.mail().read(TestServer.key(store, account), Place.START, 100).letters().stream()
                .map(kept -> kept.message().text())
                .toList();
    }
}

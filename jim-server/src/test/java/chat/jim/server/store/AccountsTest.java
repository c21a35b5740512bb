package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sql.RowChecksum;
import chat.jim.server.store.sqlite.Database;
import chat.jim.server.store.sqlite.DatabaseOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to accounts in a file, and what their file must be. */
class AccountsTest {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path folder;

    private Path data;

    @AutoClose
    private Store store;

    private Accounts accounts;

    @BeforeEach
    void open() throws IOException {
        data = folder.resolve("data");
        store = Repair.openStore(data, report -> {});
        accounts = store.accounts();
    }

    @Test
    void a_name_that_this_java_refuses_was_allowed_once_and_breaks_no_list() throws Exception {
        String unknown = "anna\udb40\udd00";
        Stream.of(ALICE, BOB).forEach(name -> accounts.add(name, "hash"));
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + DatabaseFile.in(data));
                PreparedStatement change = file.prepareStatement(
                        "INSERT INTO account (key, name, password, checksum) VALUES (?1, ?1, 'hash', ?2)")) {
            change.setString(1, unknown);
            change.setLong(2, RowChecksum.of(unknown, unknown, "hash", 0, ""));
            change.executeUpdate();
        }
        Address anna = accounts.list().get(1).name();
        accounts.addContact(key(ALICE), anna, 10);
        accounts.addContact(key(anna), BOB, 10);

        assertThatThrownBy(() -> Address.account(unknown)).isInstanceOf(ProtocolException.class);
        assertThat(accounts.list())
                .extracting(account -> account.name().toString())
                .containsExactly("Alice", unknown, "bob");
        assertThat(accounts.contacts(key(ALICE))).containsExactly(anna);
        assertThat(accounts.ownersOf(key(BOB))).extracting(AccountKey::name).containsExactly(anna);
        assertThat(accounts.findAll(List.of(anna, BOB))).containsOnlyKeys(anna, BOB);
        assertThat(accounts.setBlocked(anna, true)).isTrue();
        assertThat(accounts.remove(anna)).isTrue();
        assertThat(accounts.contacts(key(ALICE))).isEmpty();
    }

    @Test
    void only_the_owner_may_read_what_is_kept() throws Exception {
        accounts.add(ALICE, "hash");

        assertThat(permissions(data)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files)
                    .hasSizeGreaterThan(1)
                    .allMatch(file -> permissions(file).equals("rw-------"));
        }
    }

    @Test
    void each_commit_is_flushed_to_the_disk() throws Exception {
        try (Database database = DatabaseOpener.open(data)) {
            assertThat(database.query("PRAGMA synchronous", row -> row.getInt(1)))
                    .containsExactly(2);
            assertThat(database.query("PRAGMA journal_mode", row -> row.getString(1)))
                    .containsExactly("wal");
        }
    }

    @Test
    void a_full_disk_is_said_and_is_over_when_there_is_room_again() throws Exception {
        try (Database database = DatabaseOpener.open(data)) {
            int pages =
                    database.query("PRAGMA page_count", row -> row.getInt(1)).get(0);
            database.query("PRAGMA max_page_count = " + pages, row -> row.getInt(1));
            String add = "INSERT INTO account (key, name, password) VALUES (?, 'a', ?)";
            String large = "x".repeat(100_000);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> database.change(add, "a", large)).hasMessageContaining("full");
            }
            database.query("PRAGMA max_page_count = 100000", row -> row.getInt(1));

            assertThat(database.change(add, "a", large)).isTrue();
        }
    }

    @Test
    void who_reads_does_not_wait_for_another_process_that_writes() throws Exception {
        accounts.add(ALICE, "hash");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("jim.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThat(accounts.find(ALICE)).isNotNull();
            assertThatThrownBy(() -> accounts.add(BOB, "hash")).isInstanceOf(StoreException.class);
            statement.execute("ROLLBACK");
        }
        assertThat(accounts.add(BOB, "hash")).isNotNull();
    }

    @Test
    void a_file_of_a_newer_version_is_not_touched() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("jim.db"));
                Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE something_newer (x)");
            statement.execute("PRAGMA user_version = 1000");
        }
        store.close();

        assertThatThrownBy(() -> Repair.openStore(data, report -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void a_file_that_is_no_database_is_said() throws Exception {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("jim.db"), "this is no database, only text".repeat(50));

        assertThatThrownBy(() -> Repair.openStore(broken, report -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened");
    }

    private AccountKey key(Address name) {
        return accounts.find(name).key();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

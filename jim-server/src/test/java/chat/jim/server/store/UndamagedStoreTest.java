package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that others have changed without damaging them: they are opened as they are, or refused, and never repaired. */
class UndamagedStoreTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("bob");

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        try (SqliteStore store = open(folder)) {
            store.accounts().add(ALICE, "hash of alice");
            store.accounts().add(BOB, "hash of bob");
            store.accounts().setBlocked(BOB, true);
            store.accounts().addContact(store.accounts().find(ALICE).key(), BOB, 10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANALYZE",
                "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')",
                "CREATE INDEX of_the_operator ON account (blocked)",
                "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);"
                        + " CREATE TABLE _litestream_lock (id INTEGER); INSERT INTO _litestream_seq VALUES (1, 7)",
                "CREATE VIEW names AS SELECT name FROM account",
                "PRAGMA journal_mode = DELETE; VACUUM"
            })
    void what_others_have_added_is_no_damage_and_stays(String sql) throws Exception {
        execute(file(), sql);
        List<String> before = schema(file());

        checkContent(folder);

        assertThat(schema(file())).isEqualTo(before);
        assertThat(files()).noneMatch(name -> name.contains("damaged"));
    }

    @Test
    void a_dump_that_was_restored_is_no_damage_although_it_has_lost_the_version() throws Exception {
        Path other = Files.createDirectory(folder.resolve("restored"));
        restore(file(), other.resolve("jim.db"));
        List<String> versions = List.of("PRAGMA user_version", "PRAGMA application_id");

        checkContent(other);

        for (String version : versions) {
            assertThat(value(other.resolve("jim.db"), version)).isEqualTo(value(file(), version));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, CREATE TABLE of_the_future (id INTEGER)",
        "true, CREATE TABLE of_the_future (id INTEGER)",
        "true, UPDATE account SET name = name",
    })
    void one_of_a_newer_version_is_refused_and_not_changed(boolean logLeft, String change) throws Exception {
        int version = Integer.parseInt(value(file(), "PRAGMA user_version"));
        Files.delete(folder.resolve("jim.lock"));
        Path place = folder;
        if (logLeft) {
            place = folder.resolve("copy");
        }
        try (Connection newer = connect(file());
                Statement statement = newer.createStatement()) {
            statement.executeUpdate("PRAGMA journal_mode = WAL");
            statement.executeUpdate(change);
            statement.executeUpdate("PRAGMA user_version = " + (version + 1));
            if (logLeft) {
                Files.createDirectory(place);
                Files.copy(file(), place.resolve("jim.db"));
                Files.copy(folder.resolve("jim.db-wal"), place.resolve("jim.db-wal"));
            }
        }
        Map<String, byte[]> before = bytes(place);
        Path where = place;

        assertThatThrownBy(() -> open(where))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEWER))
                .hasMessageContaining("version " + (version + 1) + ", this program knows " + version);
        assertThatThrownBy(() -> open(where)).isInstanceOf(StoreException.class);

        assertThat(bytes(place)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void a_database_of_another_program_is_refused_and_not_changed() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        execute(other.resolve("jim.db"), "CREATE TABLE recipes (name TEXT, text TEXT)");

        assertThatThrownBy(() -> open(other)).hasMessageContaining("not a store of this program");

        assertThat(schema(other.resolve("jim.db"))).hasSize(1);
    }

    private static SqliteStore open(Path place) throws IOException {
        return Repair.openStore(place, report -> {
            throw new AssertionError("repaired: " + report);
        });
    }

    private static void checkContent(Path place) throws IOException {
        try (SqliteStore store = open(place)) {
            assertThat(store.accounts().list()).extracting(Account::name).containsExactly(ALICE, BOB);
            assertThat(store.accounts().find(ALICE).passwordHash()).isEqualTo("hash of alice");
            assertThat(store.accounts().find(BOB).blocked()).isTrue();
            assertThat(store.accounts().contacts(store.accounts().find(ALICE).key()))
                    .containsExactly(BOB);
            store.accounts().add(Address.account("carol"), "hash");
            assertThat(store.accounts().list()).hasSize(3);
        }
    }

    /** What {@code sqlite3 .dump} writes and {@code sqlite3} reads, laid out and quoted in another way. */
    private static void restore(Path from, Path to) throws SQLException {
        List<String> tables = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (Connection source = connect(from);
                Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")) {
            while (rows.next()) {
                String sql = rows.getString(2).replaceAll("(?s)\n\\s*", "\n\t");
                if (rows.getString(1).equals("table")) {
                    tables.add(
                            sql.replaceFirst("CREATE TABLE \"?(\\w+)\"? ?\\(", "CREATE TABLE IF NOT EXISTS \"$1\"("));
                } else {
                    others.add(sql);
                }
            }
        }
        try (Connection target = connect(to);
                Statement statement = target.createStatement()) {
            statement.execute("ATTACH '" + from + "' AS source");
            for (String table : tables) {
                statement.execute(table);
                String name = table.replaceFirst("(?s).*EXISTS \"(\\w+)\".*", "$1");
                statement.execute("INSERT INTO main." + name + " SELECT * FROM source." + name);
            }
            for (String other : others) {
                statement.execute(other);
            }
        }
    }

    private Path file() {
        return folder.resolve("jim.db");
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String one : sql.split(";", -1)) {
                statement.execute(one);
            }
        }
    }

    private static List<String> schema(Path file) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, sql FROM sqlite_schema ORDER BY name")) {
            while (rows.next()) {
                all.add(rows.getString(1) + ": " + rows.getString(2));
            }
        }
        return all;
    }

    private static String value(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Map<String, byte[]> bytes(Path place) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return bytes;
    }
}

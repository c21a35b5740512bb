package chat.jim.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.RowChecksum;
import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that make and restore backups, and what is said where one is needed. */
class BackupCommandTest {
    private static final Address ALICE = Address.account("alice");
    private static final int OLD = 7;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("data");
        try (Store store = Repair.openStore(data, report -> {})) {
            store.accounts().add(ALICE, "hash of alice");
        }
    }

    @Test
    void a_backup_is_made_and_restored() throws Exception {
        assertThat(done("backup"))
                .singleElement()
                .asString()
                .matches("Made the backup .*\\. Accounts: 1, .*: 0, rooms: 0\\.");
        Path backup = backup(data.resolve("backup"));
        try (Store store = Repair.openStore(data, report -> {})) {
            store.accounts().remove(ALICE);
        }

        List<String> said = done("restore", backup.toString());

        assertThat(said.get(0))
                .isEqualTo("Restored " + data.resolve("jim.db") + ". Accounts: 1, messages: 0, rooms: 0.");
        assertThat(said.get(1)).startsWith("What was there before is now " + data.resolve("jim.db.before-restore-"));
        assertThat(done("account", "list")).containsExactly("alice");
    }

    @Test
    void one_that_is_made_elsewhere_deletes_nothing_there() throws Exception {
        Path other = folder.resolve("other");
        done("backup", "--to", other.toString());
        done("backup", "--to", other.toString(), "--lang", "en");

        try (Stream<Path> made = Files.list(other)) {
            assertThat(made.filter(file -> file.toString().endsWith(".db"))).hasSize(2);
        }
        assertThat(data.resolve("backup")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | backup --data @nowhere | There are no accounts in the folder @nowhere",
                "1 | backup --to @data/jim.db | No backup can be made in @data/jim.db",
                "1 | backup --to @data | The backups cannot be in @data, which has the data of a server: name another",
                "1 | backup --backup-dir @data/history | folder with --backup-dir.",
                "1 | -p 0 -a 127.0.0.1 --backup-dir @data | The backups cannot be in @data",
                "1 | restore @nowhere | @nowhere cannot be restored (there is no file @nowhere). Nothing was changed.",
                "1 | restore @data/jim.lock | cannot be restored",
                "2 | restore | Missing: FILE.",
                "2 | --backup-keep hello | 'hello' does not say which backups to keep",
                "2 | --backup-every often | 'often' is not a duration"
            })
    void what_cannot_be_done_is_one_line(int status, String arguments, String words) {
        try (Program wrong = run(here(arguments).split(" "))) {
            assertThat(wrong.exitStatus()).isEqualTo(status);
            assertThat(wrong.err().get(0)).contains(here(words));
            assertThat(wrong.out()).isEmpty();
        }
    }

    @Test
    void a_check_finds_a_folder_that_no_backup_can_be_in() {
        try (Program check = run("--check", "-p", "0", "-a", "127.0.0.1", "--backup-dir", data.toString())) {
            assertThat(check.exitStatus()).isEqualTo(1);
            assertThat(check.err()).singleElement().asString().contains("--backup-dir");
        }
    }

    @Test
    void a_server_whose_data_cannot_be_read_at_all_names_the_command_that_helps() throws Exception {
        Files.writeString(data.resolve("jim.db"), "x".repeat(10_000), ISO_8859_1);
        assertThat(refused()).contains("there is no backup in " + data.resolve("backup"));

        Files.delete(data.resolve("jim.db"));
        fill();
        done("backup");
        Files.writeString(data.resolve("jim.db"), "x".repeat(10_000), ISO_8859_1);
        assertThat(refused()).endsWith("jim-server restore --data " + data + " " + backup(data.resolve("backup")));
    }

    @Test
    void a_newer_version_is_named() throws Exception {
        execute("PRAGMA user_version = 99");

        assertThat(refused()).contains("their tables have version 99, this program knows " + Schema.VERSION);
    }

    @Test
    void before_a_migration_a_backup_is_made_and_named_or_nothing_is_changed() throws Exception {
        Files.delete(data.resolve("jim.db"));
        Path file = Files.writeString(folder.resolve("file"), "");
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("jim.db"))) {
            RowChecksum.define(old);
            Schema.migrate(old, OLD);
        }
        try (Program list = run("account", "list", "--backup-dir", file.toString())) {
            assertThat(list.exitStatus()).isEqualTo(1);
            assertThat(list.err())
                    .singleElement()
                    .asString()
                    .contains("cannot be brought to this version", "--backup-dir");
        }
        try (Program list = run("account", "list")) {
            assertThat(list.exitStatus()).isZero();
            Path backup = backup(data.resolve("backup"));
            assertThat(backup.getFileName().toString()).startsWith("jim-v7-");
            assertThat(list.err()).singleElement().asString().endsWith("is in " + backup + ".");
        }
        assertThat(done("account", "list")).isEmpty();
    }

    private String refused() {
        try (Program server = run("-p", "0", "-a", "127.0.0.1")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.out()).isEmpty();
            assertThat(server.err()).hasSize(1);
            return server.err().get(0);
        }
    }

    private List<String> done(String... arguments) {
        try (Program program = run(arguments)) {
            assertThat(program.exitStatus()).as("%s", program.err()).isZero();
            assertThat(program.err()).isEmpty();
            return program.out();
        }
    }

    private Program run(String... arguments) {
        return Program.startHere(folder, List.of("JIM_DATA=" + data), ServerMain::run, arguments);
    }

    private String here(String text) {
        return text.replace("@", folder + "/");
    }

    private static Path backup(Path backups) throws IOException {
        try (Stream<Path> files = Files.list(backups)) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("jim.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}

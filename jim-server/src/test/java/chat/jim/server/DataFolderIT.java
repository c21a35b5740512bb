package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a server that runs: whose it is, and what happens when it is taken away. */
class DataFolderIT {
    @TempDir
    private Path folder;

    @Test
    void a_second_server_is_refused_and_account_commands_are_not() throws Exception {
        try (Program first = Program.startServer(folder)) {
            int port = first.port();
            try (Program second = Program.startServer(folder)) {
                assertThat(second.exitStatus()).isEqualTo(1);
                assertThat(second.err())
                        .containsExactly("Another server keeps its accounts in " + Program.data(folder) + " (process "
                                + first.handle().pid() + "): stop it, or name another folder by --data.");
                assertThat(second.out()).isEmpty();
            }
            assertThat(addAlice()).isZero();
            RawClient.connect(port).authenticate("alice", "secret123").expect(200);
        }
    }

    @Test
    void a_server_that_was_killed_leaves_the_folder_to_the_next() {
        try (Program first = Program.startServer(folder)) {
            first.port();
            first.kill().exitStatus();
        }
        try (Program second = Program.startServer(folder)) {
            second.port();
            assertThat(second.err()).isEmpty();
        }
    }

    @Test
    void a_backup_is_made_beside_a_running_server_and_not_restored() throws Exception {
        assertThat(addAlice()).isZero();
        try (Program server = Program.startServer(folder)) {
            int port = server.port();
            try (Program backup = Program.start(folder, "jim-server.jar", "backup")) {
                assertThat(backup.exitStatus()).isZero();
                assertThat(backup.out()).singleElement().asString().contains("Accounts: 1,");
            }
            String other = folder.resolve("other").toString();
            try (Program backup = Program.start(folder, "jim-server.jar", "backup", "--backup-dir", other)) {
                assertThat(backup.exitStatus()).isZero();
                assertThat(backup.out()).singleElement().asString().startsWith("Made the backup " + other);
            }
            String file = Program.data(folder).resolve("jim.db").toString();
            try (Program restore = Program.start(folder, "jim-server.jar", "restore", file)) {
                assertThat(restore.exitStatus()).isEqualTo(1);
                assertThat(restore.err())
                        .containsExactly("A server has the data in " + Program.data(folder) + " open (process "
                                + server.handle().pid() + "): stop it first.");
            }
            RawClient.connect(port).authenticate("alice", "secret123").expect(200);
        }
    }

    @Test
    void nothing_is_promised_after_the_folder_was_moved_and_that_is_logged_once() throws Exception {
        assertThat(addAlice()).isZero();
        try (Program server = Program.startServer(folder, "--mailbox")) {
            RawClient bob = RawClient.online(server.port(), "bob");
            bob.msg("alice", "before").expect(202);

            Files.move(Program.data(folder), folder.resolve("elsewhere"));

            bob.msg("alice", "after").expect(500, "no longer where it was");
            RawClient carol = RawClient.online(server.port(), "carol");
            carol.register("carol", "secret123").expect(500, "no longer where it was");
            await().until(() -> !errors().isEmpty());
            assertThat(errors())
                    .singleElement()
                    .asString()
                    .contains("jim.db was moved, replaced or deleted", "Put it back, or restart the server");

            Files.move(folder.resolve("elsewhere"), Program.data(folder));
            bob.msg("alice", "again").expect(202);
        }
    }

    @Test
    void a_folder_that_was_deleted_is_noticed_too() throws Exception {
        try (Program server = Program.startServer(folder);
                RawClient alice = RawClient.online(server.port(), "alice")) {
            try (Stream<Path> files = Files.walk(Program.data(folder))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            alice.register("alice", "secret123").expect(500, "no longer where it was");
        }
    }

    @Test
    void where_no_program_may_run_from_the_temporary_folder_sqlite_runs_from_the_data_folder() throws Exception {
        try (Program server = start("-Djava.io.tmpdir=" + folder.resolve("missing"))) {
            server.port();
            try (Stream<Path> files = Files.list(Program.data(folder))) {
                assertThat(files).noneMatch(file -> file.toString().contains("sqlite"));
            }
        }
    }

    @Test
    void where_sqlite_cannot_be_loaded_at_all_is_said_with_what_helps() {
        try (Program server = start("-Dorg.sqlite.tmpdir=" + folder.resolve("missing"))) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .last()
                    .asString()
                    .contains("cannot be loaded from " + folder.resolve("missing"), "java -Dorg.sqlite.tmpdir=DIR");
            assertThat(server.out()).isEmpty();
        }
    }

    private Program start(String javaOption) {
        return Program.start(
                folder,
                List.of("JAVA_TOOL_OPTIONS=-XX:-UsePerfData " + javaOption),
                "jim-server.jar",
                "-p",
                "0",
                "-a",
                "127.0.0.1");
    }

    private int addAlice() throws IOException {
        Path password = Files.writeString(folder.resolve("pw"), "secret123");
        List<String> arguments = new ArrayList<>(List.of("account", "add", "alice", "--password-file"));
        arguments.addAll(
                List.of(password.toString(), "--data", Program.data(folder).toString()));
        try (Program add = Program.startHere(folder, List.of(), ServerMain::run, arguments.toArray(String[]::new))) {
            return add.exitStatus();
        }
    }

    private List<String> errors() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("logs").resolve("server.log"))) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        }
    }
}

package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.nats.FakeNats;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands of the built server, where several servers form one chat. */
@Timeout(180)
class ClusterCommandsIT {
    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(1);

    @TempDir
    private Path folder;

    private String chat = "";

    @Test
    void accounts_are_those_of_all_servers() throws IOException {
        chat = "accounts";
        Path password = Files.writeString(folder.resolve("password"), "correct horse\n");

        assertThat(failed("account", "list")).startsWith("There is no chat accounts in NATS at nats://127.0.0.1:");
        assertThat(done("account", "add", "--password-file", password.toString(), "alice"))
                .containsExactly("The account alice has been created.");
        assertThat(done("account", "block", "alice")).containsExactly("The account alice is blocked.");
        assertThat(done("account", "list")).containsExactly("alice (blocked)");
        assertThat(done("account", "remove", "--yes", "alice")).containsExactly("The account alice is removed.");
        assertThat(done("account", "list")).isEmpty();
    }

    @Test
    void the_accounts_of_a_server_that_was_alone_are_taken_over_once() throws IOException {
        chat = "import";
        Path password = Files.writeString(folder.resolve("password"), "correct horse\n");
        for (String name : List.of("alice", "bob")) {
            Program add = Program.start(
                    folder, "jim-server.jar", "account", "add", "--password-file", password.toString(), name);
            assertThat(add.exitStatus()).isZero();
        }

        assertThat(done("account", "import"))
                .containsExactly("Taken over. Accounts: 2, contacts: 0, messages that wait: 0, rooms: 0,"
                        + " banned addresses: 0.");
        assertThat(done("account", "list")).containsExactly("alice", "bob");
        assertThat(failed("account", "import")).isEqualTo("Already there, and left as they were: alice, bob.");
    }

    @Test
    void a_backup_is_not_made_where_nothing_is_kept() {
        chat = "backup";

        assertThat(failed("backup")).endsWith("is backed up there: nats account backup DIR");
    }

    @Test
    void the_operator_deals_with_who_is_at_another_server() throws IOException {
        chat = "kick";
        Path other = Files.createDirectories(folder.resolve("other"));
        try (Program one = Program.startServer(folder, cluster());
                Program two = Program.startServer(other, cluster())) {
            one.port();
            RawClient bob = RawClient.online(two.port(), "bob");

            await().until(() -> list("who").get(0).size() == 2);
            List<List<String>> who = list("who");
            assertThat(who.get(0).get(0)).matches("NAME +KIND +ADDRESS +SERVER +DIALECT +.*");
            assertThat(who.get(0).get(1)).matches("bob +guest +127.0.0.1 +\\S+:\\d+ +spec .*");
            assertThat(who.get(1)).singleElement().asString().startsWith("This is about the servers at ");
            assertThat(list("stats").get(1)).singleElement().asString().endsWith(" alone.");
            assertThat(done("admin", "kick", "bob")).containsExactly("bob is disconnected.");
            bob.expect(403, "The server's operator has disconnected you.").close();
            assertThat(failed("admin", "kick", "carol")).startsWith("Nobody called carol is online");
            assertThat(failed("admin", "backup")).endsWith("nats account backup DIR");
        }
    }

    @Test
    void people_at_a_server_that_is_drained_are_told_of_the_others() throws IOException {
        chat = "drain";
        try (Program server = Program.startServer(folder, cluster())) {
            RawClient bob = RawClient.online(server.port(), "bob");

            done("admin", "drain", "--in", "1m");
            bob.expect(101, "This server goes down in 1m: if your client knows another one, it comes back there.");
            bob.close();
            assertThat(server.exitStatus()).isZero();
        }
    }

    @Test
    void a_check_says_what_is_and_what_is_not_as_it_should_be() {
        chat = "check";
        String monitor = NATS.monitors().get(0);

        try (Program none = Program.start(
                folder,
                "jim-server.jar",
                cluster("cluster", "check", "--monitor", monitor + "," + "http://127.0.0.1:1"))) {
            assertThat(none.exitStatus()).isOne();
            assertThat(none.out()).hasSize(3);
            assertThat(none.out().get(0)).startsWith("ok ").contains("writes to the disk at once");
            assertThat(none.out().get(1)).startsWith("WRONG  http://127.0.0.1:1 cannot be asked");
            assertThat(none.out().get(2)).startsWith("WRONG  There is no chat check there");
        }
        try (Program server = Program.startServer(folder, cluster())) {
            server.port();
            RawClient alice = RawClient.online(server.port(), "alice");

            assertThat(done("cluster", "check", "--monitor", monitor))
                    .anyMatch(line -> line.startsWith("note  ") && line.contains("on one server of NATS"))
                    .anyMatch(line -> line.matches("ok +The server at 127\\.0\\.0\\.1:" + server.port() + " is up .*"))
                    .anyMatch(line ->
                            line.matches("ok +Names of people and rooms in use: 1, all at servers that are up\\."));
            alice.fence("alice").close();
            server.kill();
            assertThat(failedCheck()).anyMatch(line -> line.matches("WRONG  The server at [^ ]+ says nothing .*"));
        }
    }

    @Test
    void a_check_without_nats_says_only_what_it_has_found() {
        try (Program check = Program.start(folder, "jim-server.jar", "cluster", "check", "--cluster", "127.0.0.1:1")) {
            assertThat(check.exitStatus()).isOne();
            assertThat(check.out()).hasSize(2);
            assertThat(check.out().get(1))
                    .isEqualTo("WRONG  NATS cannot be used: nobody listens at nats://127.0.0.1:1.");
            assertThat(check.err()).isEmpty();
        }
        try (Program check = Program.start(folder, "jim-server.jar", cluster("cluster", "check", "--monitor", "foo"))) {
            assertThat(check.exitStatus()).isEqualTo(2);
            assertThat(check.err().get(0)).startsWith("'foo' is no place where NATS tells of itself");
        }
    }

    /** Which address a connection takes, is left to chance, and it says nothing of the others. */
    @Test
    void one_address_of_which_NATS_cannot_be_used_is_found_by_each_check() throws IOException {
        chat = "addresses";
        try (FakeNats old = new FakeNats("\"version\":\"2.10.27\",\"jetstream\":true");
                Program server = Program.startServer(folder, cluster())) {
            server.port();
            String both = NATS.urls().get(0) + "," + old.config().servers().get(0);

            for (List<String> command : List.of(List.of("--check"), List.of("cluster", "check"))) {
                List<String> all = new ArrayList<>(command);
                all.addAll(List.of("--cluster", both, "--cluster-name", chat));
                try (Program check = Program.start(folder, "jim-server.jar", all.toArray(String[]::new))) {
                    assertThat(check.exitStatus()).isOne();
                    assertThat(Stream.concat(check.out().stream(), check.err().stream()))
                            .anyMatch(line -> line.endsWith("has version 2.10.27: install 2.12.3 or newer."));
                }
            }
        }
    }

    @Test
    void the_folder_of_a_server_of_a_cluster_is_known_until_one_uses_it_that_is_alone() {
        chat = "folder";
        try (Program server = Program.startServer(folder, cluster())) {
            server.port();
            server.terminate().exitStatus();
        }
        assertThat(backupSays()).singleElement().asString().contains("nats account backup DIR");
        try (Program server = Program.startServer(folder)) {
            server.port();
            server.terminate().exitStatus();
        }
        assertThat(backupSays()).isEmpty();
    }

    private List<String> backupSays() {
        try (Program backup = Program.start(folder, "jim-server.jar", "backup")) {
            assertThat(backup.exitStatus()).isZero();
            return backup.err();
        }
    }

    @Test
    void a_scrub_reads_all_and_says_what_a_damaged_file_has_taken() throws IOException {
        chat = "scrub";
        int names = 100;
        try (Engine engine = Engine.open(new EngineConfig(NATS.urls(), chat, null, null))) {
            engine.plainBucket("NODES").put("klmnopqrst", "{\"state\":\"gone\",\"by\":\"\ufffd\"}", 0);
            Bucket bucket = engine.bucket("NAMES");
            for (int i = 0; i < names; i++) {
                bucket.put("user" + i, "{\"n\":\"abcdefghij\",\"as\":\"user" + i + "\"}", 0);
            }
            assertThat(failedCheck("--scrub"))
                    .contains(
                            "ok     KV_scrub_NAMES: 100 messages, which can all be read at n1.",
                            "ok     KV_scrub_NODES: 1 messages, which can all be read at n1.");
            bucket.put("strange", "no object", 0);
        }
        NATS.terminate(0);
        NATS.flipBit(0, "KV_scrub_NAMES", new Random(1));
        NATS.start(0);

        assertThat(failedCheck("--scrub"))
                .contains(
                        "WRONG  KV_scrub_NAMES at n1: 1 of 101 cannot be read any more.",
                        "WRONG  KV_scrub_NAMES at n1: 1 of 101 make no sense. The first one is number 101.");
    }

    private List<String> failedCheck(String... options) {
        List<String> check = new ArrayList<>(List.of("cluster", "check"));
        check.addAll(List.of(options));
        try (Program program = Program.start(folder, "jim-server.jar", cluster(check.toArray(String[]::new)))) {
            assertThat(program.exitStatus()).isOne();
            return program.out();
        }
    }

    private String[] cluster(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--cluster", NATS.urls().get(0), "--cluster-name", chat));
        return all.toArray(String[]::new);
    }

    private List<String> done(String... command) {
        try (Program program = Program.start(folder, "jim-server.jar", cluster(command))) {
            assertThat(program.exitStatus())
                    .as(() -> String.join("\n", program.err()))
                    .isZero();
            assertThat(program.err()).isEmpty();
            return program.out();
        }
    }

    /** What that command of the operator lists, and what it says of the list. */
    private List<List<String>> list(String action) {
        try (Program program = Program.start(folder, "jim-server.jar", cluster("admin", action))) {
            assertThat(program.exitStatus()).isZero();
            return List.of(program.out(), program.err());
        }
    }

    private String failed(String... command) {
        try (Program program = Program.start(folder, "jim-server.jar", cluster(command))) {
            assertThat(program.exitStatus()).isOne();
            assertThat(program.err()).hasSize(1);
            return program.err().get(0);
        }
    }
}

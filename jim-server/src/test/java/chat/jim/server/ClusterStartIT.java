package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.nats.FakeNats;
import chat.jim.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start of a server that is one of several, without any engine, and of one that is alone. */
class ClusterStartIT {
    @TempDir
    private Path folder;

    /** But for the command, since the command line needs each of them. */
    @Test
    void a_server_that_is_alone_loads_nothing_of_the_others() throws IOException {
        Path loaded = folder.resolve("loaded");
        try (Program server = Program.start(
                folder,
                List.of("JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded),
                "jim-server.jar",
                "-a",
                "127.0.0.1",
                "-p",
                "0")) {
            server.port();
            assertThat(server.terminate().exitStatus()).isZero();
        }

        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" chat.jim.server.Server "))
                .filteredOn(line -> line.contains(" io.nats.")
                        || line.contains(" chat.jim.server.cluster.")
                        || line.contains(" chat.jim.server.ClusterStart")
                        || line.contains(" chat.jim.server.store.jetstream."))
                .singleElement()
                .asString()
                .contains(" chat.jim.server.cluster.check.ClusterCommand ");
    }

    @Test
    void without_an_engine_it_waits_and_says_so_and_does_not_listen_and_a_signal_ends_it_in_good_order()
            throws IOException {
        int engine = freePort();
        try (Program server = Program.startServer(folder, "--cluster", "nats://127.0.0.1:" + engine + ",127.0.0.2")) {
            assertThat(server.awaitError("NATS cannot be used yet"))
                    .contains("nobody listens at nats://127.0.0.1:" + engine + "; nobody listens at nats://127.0.0.2");
            await().until(() -> server.err().size() == 2);
            assertThat(server.err()).allMatch(line -> line.startsWith("NATS cannot be used yet ("));
            assertThat(server.out()).isEmpty();
            assertThat(server.terminate().exitStatus()).isZero();
        }
    }

    @Test
    void where_something_else_listens_it_says_so() throws IOException {
        try (TestServer other = TestServer.start();
                Program server = Program.startServer(folder, "--cluster", "127.0.0.1:" + other.port())) {
            assertThat(server.awaitError("NATS cannot be used yet"))
                    .contains("what listens at nats://127.0.0.1:" + other.port() + " is not NATS");
        }
    }

    @Test
    void a_check_tries_the_engine() throws IOException {
        String engine = "127.0.0.1:" + freePort();
        try (Program check = Program.startServer(folder, "--check", "--cluster", engine)) {
            assertThat(check.exitStatus()).isOne();
            assertThat(check.err()).containsExactly("NATS cannot be used: nobody listens at nats://" + engine + ".");
        }
    }

    @ParameterizedTest
    @CsvSource({"--cluster-name, chat", "--cluster-ca, nats-ca.pem"})
    void what_is_said_of_a_cluster_means_nothing_without_one(String option, String value) {
        try (Program server = Program.startServer(folder, option, value)) {
            assertThat(server.exitStatus()).isEqualTo(2);
            assertThat(server.err().get(0)).startsWith(option + " means nothing without --cluster");
        }
    }

    @Test
    void a_key_is_made_once_and_its_public_part_is_said_again() {
        String key = folder.resolve("cluster.nk").toString();

        String made = said(key);

        assertThat(made).matches("U[A-Z2-7]{55}");
        assertThat(said(key)).isEqualTo(made);
    }

    private String said(String key) {
        try (Program program = Program.start(folder, "jim-server.jar", "cluster", "key", key)) {
            assertThat(program.exitStatus()).isZero();
            assertThat(program.out()).hasSize(1);
            return program.out().get(0);
        }
    }

    @Test
    void what_is_wrong_with_a_key_is_said_in_the_language_of_the_operator() throws IOException {
        Path key = Files.writeString(folder.resolve("cluster.nk"), "secret\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        try (Program program =
                Program.start(folder, "jim-server.jar", "--lang", "ru", "cluster", "key", key.toString())) {
            assertThat(program.exitStatus()).isOne();
            assertThat(program.err())
                    .containsExactly(key + " могут прочитать другие и прийти как этот сервер: выполните chmod 600.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void an_engine_that_is_too_old_is_refused() throws IOException {
        try (FakeNats old = new FakeNats("\"version\":\"2.9.10\",\"jetstream\":true");
                Program server = Program.startServer(
                        folder, "--cluster", String.join(",", old.config().servers()))) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .singleElement()
                    .asString()
                    .contains("has version 2.9.10: install 2.12.3 or newer.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1:4222 | jim | looks like nats://127.0.0.1:4222
            nats://me:secret@127.0.0.1:4222 | jim | may not contain a password
            nats://127.0.0.1:65536 | jim | There is no such port in nats://127.0.0.1:65536
            127.0.0.1:4222 | a b | The name of a cluster has 1 to 32 of the characters
            """)
    void wrong_options_are_a_sentence(String cluster, String name, String sentence) {
        try (Program server = Program.startServer(folder, "--cluster", cluster, "--cluster-name", name)) {
            assertThat(server.exitStatus()).isEqualTo(2);
            assertThat(server.err().get(0)).contains(sentence).doesNotContain("secret");
        }
    }
}

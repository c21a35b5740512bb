package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built {@code jim-server.jar} out of threads or memory, or with its jar changed under it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs a shell and prlimit")
class SuddenEndIT {
    private static final Duration PROMISED = Duration.ofSeconds(5);

    /** A user with no other process: a limit on threads counts those of the user, and does not hold for root. */
    private static final List<String> AS_SOMEBODY = List.of("setpriv", "--reuid=54321", "--clear-groups");

    /** Runs a copy of the jar. */
    private static final String COPY =
            "for a do shift; case $a in *.jar) cp \"$a\" copy.jar; a=copy.jar;; esac; set -- \"$@\" \"$a\"; done; exec ";

    @TempDir
    private Path folder;

    @Test
    void a_server_whose_jar_is_overwritten_ends_with_one_line_at_the_first_class_that_it_cannot_load()
            throws Exception {
        try (Program server = startCopy("\"$@\"");
                RawClient alice = RawClient.online(server.port(), "alice")) {
            Files.write(folder.resolve("copy.jar"), new byte[0]);
            Instant then = Instant.now();
            alice.register("alice", "secret-1");

            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(Duration.between(then, Instant.now())).isLessThan(PROMISED);
            assertThat(server.err()).singleElement().asString().contains("cannot be loaded", "start it again");
            assertThat(log()).contains("ERROR SuddenEnd", "cannot be loaded");
        }
    }

    @Test
    void a_server_whose_jar_is_overwritten_still_ends_properly_when_it_is_told_to() throws Exception {
        try (Program server = startCopy("\"$@\"");
                RawClient alice = RawClient.online(server.port(), "alice")) {
            Files.write(folder.resolve("copy.jar"), new byte[0]);
            server.terminate();

            alice.expect(101, "going down");
            alice.expectEnd();
            assertThat(server.exitStatus()).isZero();
            assertThat(server.err()).isEmpty();
        }
    }

    @Test
    void out_of_memory_it_ends_with_one_line() throws Exception {
        try (Program server = startCopy("env JAVA_TOOL_OPTIONS=-Xmx20m \"$@\"", "--max-connections", "100");
                RawClient alice = RawClient.online(server.port(), "alice")) {
            Instant then = Instant.now();
            alice.register("alice", "a hash needs 19 MiB");

            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(Duration.between(then, Instant.now())).isLessThan(PROMISED);
            assertThat(server.err())
                    .filteredOn(line -> !line.startsWith("Picked up"))
                    .singleElement()
                    .asString()
                    .contains("out of memory");
            assertThat(log()).contains("ERROR SuddenEnd", "out of memory");
        }
    }

    @Test
    void out_of_threads_it_serves_who_is_there_and_takes_others_when_there_are_threads_again() throws Exception {
        boolean root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
        assumeTrue(has("prlimit") && (!root || has("setpriv")), "there is no prlimit, or no setpriv");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> user = root ? AS_SOMEBODY : List.of();
        try (Program server = startCopy(String.join(" ", user) + " \"$@\"", "--mailbox");
                RawClient alice = RawClient.online(server.port(), "alice");
                RawClient bob = RawClient.online(server.port(), "bob")) {
            limitThreads(user, server, "1");

            alice.register("alice", "secret-1").expect(201);
            bob.msg("alice", "hi").expect(200);
            alice.expectMessage("bob", "hi");
            RawClient.connect(server.port()).presence("carol").close();
            alice.quit();
            bob.msg("alice", "wait").expect(202);
            limitThreads(user, server, "4000");

            RawClient.online(server.port(), "dave").msg("bob", "hi").expect(200);
            assertThat(server.terminate().exitStatus()).isZero();
            assertThat(log()).doesNotContain(" ERROR ");
        }
    }

    private Program startCopy(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-a", "127.0.0.1", "-p", "0"));
        arguments.addAll(List.of(options));
        return Program.startIn(COPY + command, folder, "jim-server.jar", arguments.toArray(String[]::new));
    }

    /** The soft limit, which may be raised again. */
    private static void limitThreads(List<String> user, Program server, String most) throws Exception {
        List<String> command = new ArrayList<>(user);
        command.addAll(List.of("prlimit", "--pid", Long.toString(server.handle().pid()), "--nproc=" + most + ":"));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private static boolean has(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder(tool, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("logs").resolve("server.log"));
    }
}

package chat.jim.launcher;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.JavaCommand;
import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built {@code jim-launcher.jar} with several servers, which meet in a real nats-server. */
@Timeout(180)
class ServersIT {
    private static final Pattern SERVER = Pattern.compile("server(\\d) is process (\\d+), port (\\d+)\\.");

    private static final Pattern NATS = Pattern.compile("process (\\d+), at ");

    private static final Pattern PORT = Pattern.compile("port (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void when_a_server_is_killed_its_client_comes_back_at_another_one() {
        try (Program launcher = start("--servers", "3", "--clients", "3")) {
            awaitClients(launcher, 3);
            launcher.type("2 message client1 hello there");
            launcher.awaitLine(" client2: hello there");

            int server = serverOf(launcher, "client1");
            kill9(Long.parseLong(server(launcher, server).group(2)));

            launcher.awaitLine("server" + server + " ended with status ");
            launcher.awaitLine("client1 | Connected again to 127.0.0.1, port ");
            launcher.type("3 message client1 still there");
            launcher.awaitLine(" client3: still there");
            List<ProcessHandle> all = descendants(launcher);
            launcher.type("exit");
            assertThat(launcher.exitStatus()).isZero();
            assertThat(all).hasSizeGreaterThan(5).noneMatch(ProcessHandle::isAlive);
            assertThat(temporary()).isEmpty();
        }
    }

    @Test
    void when_nats_ends_it_says_what_happens_next() {
        try (Program launcher = start("--servers", "2", "--clients", "1")) {
            awaitClients(launcher, 1);
            Matcher nats = NATS.matcher(launcher.awaitLine("nats-server is process "));
            assertThat(nats.find()).isTrue();

            kill9(Long.parseLong(nats.group(1)));

            assertThat(launcher.awaitLine("nats-server ended with status "))
                    .contains("in 15 seconds the servers send everybody away");
            launcher.type("exit");
            assertThat(launcher.exitStatus()).isZero();
        }
    }

    @Test
    void a_launcher_that_is_killed_leaves_no_process_behind() {
        try (Program launcher = start("--servers", "2", "--clients", "1")) {
            awaitClients(launcher, 1);
            List<ProcessHandle> all = descendants(launcher);

            launcher.kill();

            assertThat(all).hasSizeGreaterThan(4);
            await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void sigterm_ends_all() {
        try (Program launcher = start("--servers", "2", "--clients", "1")) {
            awaitClients(launcher, 1);
            List<ProcessHandle> all = descendants(launcher);

            assertThat(launcher.terminate().exitStatus()).isZero();

            assertThat(all).hasSizeGreaterThan(4).noneMatch(ProcessHandle::isAlive);
            assertThat(temporary()).isEmpty();
        }
    }

    @Test
    void without_a_nats_server_it_says_how_to_get_one() {
        try (Program launcher = startWith(folder.resolve("none").toString(), "--servers", "3")) {
            assertThat(launcher.exitStatus()).isOne();
            assertThat(launcher.err()).last().asString().contains("nats-server 2.12.3 or newer", "install it");
        }
    }

    @Test
    void an_old_nats_server_is_not_taken() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "#!/bin/sh\necho nats-server: v2.10.27\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));

        try (Program launcher = startWith(old.toString(), "--servers", "3")) {
            assertThat(launcher.exitStatus()).isOne();
            assertThat(launcher.err()).last().asString().contains("has version 2.10.27", "2.12.3 or newer");
        }
    }

    private Program start(String... options) {
        String nats = Objects.requireNonNullElse(System.getenv("JIM_NATS_SERVER"), "nats-server");
        return startWith(nats, options);
    }

    private Program startWith(String nats, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-p", "0"));
        arguments.addAll(List.of(options));
        List<String> environment = new ArrayList<>(JavaCommand.environmentOfAll("-Djava.io.tmpdir=" + folder));
        environment.add("JIM_NATS_SERVER=" + nats);
        return Program.start(folder, environment, "jim-launcher.jar", arguments.toArray(String[]::new));
    }

    private List<Path> temporary() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("jim\\d+"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitClients(Program launcher, int count) {
        await().until(() -> launcher.out().stream().anyMatch(line -> line.startsWith("Clients: "))
                || !launcher.handle().isAlive());
        Assumptions.assumeFalse(
                launcher.err().stream().anyMatch(line -> line.contains("nats-server"))
                        && !"true".equals(System.getenv("CI")),
                "No nats-server: set JIM_NATS_SERVER to one (.ci/nats gets one).");
        for (int i = 1; i <= count; i++) {
            launcher.awaitLine("client" + i + " | Connected to ");
        }
    }

    /** The number of the server to which a client is connected. */
    private static int serverOf(Program launcher, String client) {
        Matcher line = PORT.matcher(launcher.awaitLine(client + " | Connected to "));
        assertThat(line.find()).isTrue();
        for (int i = 1; i <= 3; i++) {
            if (server(launcher, i).group(3).equals(line.group(1))) {
                return i;
            }
        }
        throw new AssertionError(line.group());
    }

    private static Matcher server(Program launcher, int server) {
        Matcher line = SERVER.matcher(launcher.awaitLine("server" + server + " is process "));
        assertThat(line.matches()).isTrue();
        return line;
    }

    private static void kill9(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static List<ProcessHandle> descendants(Program launcher) {
        return launcher.handle().descendants().toList();
    }
}

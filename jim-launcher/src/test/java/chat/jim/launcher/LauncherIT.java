package chat.jim.launcher;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.JavaCommand;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built {@code jim-launcher.jar}, run as a user would, without a terminal. */
class LauncherIT {

    @TempDir
    private Path folder;

    @Test
    void it_starts_a_server_and_three_clients_that_talk() {
        try (Program launcher = start("--clients", "3")) {
            awaitClients(launcher, 3);

            launcher.type("2 message client1 hello there");
            launcher.awaitLine(" client2: hello there");
            launcher.type("client3 message client2 \u043f\u0440\u0438\u0432\u0435\u0442");
            launcher.awaitLine(" client3: \u043f\u0440\u0438\u0432\u0435\u0442");
            launcher.type("4 message client1 hello");
            launcher.awaitLine("There is no client 4. There are: 1 client1, 2 client2, 3 client3.");
        }
    }

    @Test
    void on_the_shared_console_a_client_asks_but_for_nothing_secret() {
        try (Program launcher = start("--clients", "2")) {
            awaitClients(launcher, 2);

            launcher.type("1 talk client2").type("1 who");
            launcher.awaitLine("client1 | Send this to client2? To run it as a command, type /who. (y/n)");
            launcher.type("1 n");
            launcher.awaitLine("client1 | Not done: /who");
            launcher.type("1 who").type("1 y");
            launcher.awaitLine(" client1: who");
            launcher.type("2 register");
            launcher.awaitLine("client2 | What is typed here is shown");
        }
    }

    @Test
    void in_russian_it_waits_for_its_clients_too() {
        try (Program launcher = start("--lang", "ru", "--windows", "none", "--clients", "2")) {
            launcher.awaitLine("\u041a\u043b\u0438\u0435\u043d\u0442\u044b: 1 client1, 2 client2.");

            assertThat(launcher.out())
                    .anyMatch(line -> line.startsWith(
                            "client1 | \u0412\u044b \u043d\u0430 \u0441\u0435\u0440\u0432\u0435\u0440\u0435"))
                    .anyMatch(line -> line.startsWith(
                            "client2 | \u0412\u044b \u043d\u0430 \u0441\u0435\u0440\u0432\u0435\u0440\u0435"));
        }
    }

    @Test
    void exit_ends_all_with_status_0() {
        try (Program launcher = start("--clients", "1")) {
            awaitClients(launcher, 1);
            List<ProcessHandle> children = children(launcher);

            assertThat(launcher.type("exit").exitStatus()).isZero();

            assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void what_was_typed_before_the_end_of_input_is_said_and_shown() {
        try (Program launcher = start("--clients", "2")) {
            launcher.type("2 message client1 last words").endInput();

            assertThat(launcher.exitStatus()).isZero();
            assertThat(launcher.out())
                    .anyMatch(line -> line.startsWith("client1 | ") && line.endsWith(" client2: last words"));
        }
    }

    @Test
    void without_any_input_it_runs_until_it_is_told_to_end() {
        try (Program launcher = start("--clients", "1").endInput()) {
            awaitClients(launcher, 1);
            RawClient.online(port(launcher), "bob").close();

            assertThat(launcher.terminate().exitStatus()).isZero();
        }
    }

    @Test
    void sigterm_ends_all_with_status_0() {
        try (Program launcher = start("--clients", "2")) {
            awaitClients(launcher, 2);
            List<ProcessHandle> children = children(launcher);

            assertThat(launcher.terminate().exitStatus()).isZero();

            assertThat(children).hasSize(3).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void a_server_that_does_not_end_yet_is_not_ended_by_force_even_at_a_second_signal() throws Exception {
        try (Program launcher = start("--clients", "1")) {
            awaitClients(launcher, 1);
            ProcessHandle server = child(launcher, "jim-server.jar");
            ProcessHandle client = child(launcher, "jim-client.jar");
            signal("STOP", server);
            try {
                launcher.terminate();
                await().until(() -> !client.isAlive());

                assertThat(launcher.terminate().exitStatus()).isOne();

                assertThat(launcher.out()).last().asString().contains("process " + server.pid(), "ends by itself");
                assertThat(server.isAlive()).isTrue();
            } finally {
                signal("CONT", server);
            }
            await().until(() -> !server.isAlive());
        }
    }

    @Test
    void what_a_terminal_tells_the_server_too_is_left_to_the_launcher() throws Exception {
        try (Program launcher = start("--clients", "1")) {
            awaitClients(launcher, 1);
            ProcessHandle server = child(launcher, "jim-server.jar");

            signal("INT", server);
            signal("HUP", server);

            RawClient.online(port(launcher), "bob").fence("bob").close();
            assertThat(launcher.terminate().exitStatus()).isZero();
            assertThat(server.isAlive()).isFalse();
        }
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static ProcessHandle child(Program launcher, String jar) {
        return children(launcher).stream()
                .filter(process -> commandLine(process).contains(jar))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_launcher_that_is_killed_leaves_nothing_behind() {
        try (Program launcher = start("--clients", "1", "--readers", "1", "--writers", "1")) {
            awaitClients(launcher, 1);
            List<ProcessHandle> children = children(launcher);

            launcher.kill();

            assertThat(children).hasSize(4);
            await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void a_client_that_ends_is_reported_and_the_last_one_ends_all() {
        try (Program launcher = start("--clients", "2")) {
            awaitClients(launcher, 2);

            launcher.type("1 exit");
            launcher.awaitLine("client1 ended with status 0.");
            launcher.type("2 exit");

            assertThat(launcher.exitStatus()).isZero();
        }
    }

    @Test
    void a_server_that_dies_is_reported_and_ends_all_with_status_1() {
        try (Program launcher = start("--clients", "1")) {
            awaitClients(launcher, 1);
            List<ProcessHandle> children = children(launcher);

            children.stream()
                    .filter(child -> commandLine(child).contains("jim-server.jar"))
                    .forEach(ProcessHandle::destroyForcibly);

            assertThat(launcher.exitStatus()).isEqualTo(1);
            assertThat(launcher.out()).anyMatch(line -> line.startsWith("server ended with status "));
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void readers_and_writers_share_the_common_room() {
        try (Program launcher = start("--readers", "1", "--writers", "1")) {
            RawClient bob = RawClient.online(port(launcher), "bob");
            await().until(() -> {
                bob.send("{'action':'who','time':1,'room':'#all'}");
                String line = bob.receive();
                while (line.startsWith("{\"response\":202,")) {
                    line = bob.receive();
                }
                return line.contains("In #all: 2.");
            });
            bob.close();

            launcher.type("writer1 hello all");

            launcher.awaitLine("reader1 | writer1: hello all");
        }
    }

    @Test
    void a_busy_port_is_said_by_the_server_and_the_status_is_1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program launcher = Program.start(
                        folder, "jim-launcher.jar", "-a", "127.0.0.1", "-p", Integer.toString(taken.getLocalPort()))) {
            assertThat(launcher.exitStatus()).isEqualTo(1);
            assertThat(launcher.out()).anyMatch(line -> line.startsWith("server | Cannot listen at 127.0.0.1, port"));
            assertThat(launcher.err()).singleElement().asString().contains("The server did not start");
        }
    }

    @ParameterizedTest
    @CsvSource({"--clients, x", "--clients, -1", "--windows, 3"})
    void wrong_usage_is_said_and_status_2(String option, String value) {
        try (Program launcher = Program.startHere(folder, List.of(), LauncherMain::run, option, value)) {
            assertThat(launcher.exitStatus()).isEqualTo(2);
            assertThat(String.join("\n", launcher.err())).contains(option, "Try --help.");
        }
    }

    @Test
    void with_nobody_to_chat_it_does_not_start() {
        try (Program launcher = Program.startHere(folder, List.of(), LauncherMain::run, "--clients", "0")) {
            assertThat(launcher.exitStatus()).isEqualTo(2);
            assertThat(String.join("\n", launcher.err())).contains("there is nobody to chat", "Try --help.");
        }
    }

    @Test
    void its_server_listens_for_this_machine_alone() {
        try (Program launcher = Program.start(
                folder, JavaCommand.environmentOfAll(), "jim-launcher.jar", "-p", "0", "--clients", "1")) {
            assertThat(launcher.awaitLine("server | Listening")).contains("127.0.0.1, port ");
            awaitClients(launcher, 1);
        }
    }

    private Program start(String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"-a", "127.0.0.1", "-p", "0"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Program.start(folder, JavaCommand.environmentOfAll(), "jim-launcher.jar", arguments);
    }

    private static void awaitClients(Program launcher, int count) {
        launcher.awaitLine("Clients: ");
        for (int i = 1; i <= count; i++) {
            launcher.awaitLine("client" + i + " | Connected to ");
        }
    }

    private static int port(Program launcher) {
        Matcher listening = Pattern.compile("server \\| .*, port (\\d+)\\..*").matcher(launcher.awaitLine("Listening"));
        assertThat(listening.matches()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    private static List<ProcessHandle> children(Program launcher) {
        return launcher.handle().children().toList();
    }

    private static String commandLine(ProcessHandle process) {
        return String.join(" ", process.info().arguments().orElse(new String[0]));
    }
}

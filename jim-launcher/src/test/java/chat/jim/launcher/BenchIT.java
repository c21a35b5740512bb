package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jim-launcher bench}, run as a user would. */
class BenchIT {
    private static final String NUMBER = "[0-9.]+";

    @TempDir
    private Path folder;

    @Test
    void pairs_with_a_server_of_its_own_give_one_line_of_json() {
        try (Program bench = bench("--pairs", "2", "--seconds", "1", "--warmup", "0", "--json")) {
            assertThat(bench.exitStatus()).as("%s", bench.err()).isZero();
            assertThat(bench.out())
                    .singleElement()
                    .asString()
                    .matches(json(
                            "'mode':'pairs','pairs':2,'senders':2,'window':64,'bytes':100,'warmup':0,", NUMBER, "own"));
            assertThat(bench.err()).singleElement().asString().matches("Measuring, 1 of 1 s: [0-9,]+ messages/s");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void a_room_at_a_running_server_has_its_deliveries_counted() {
        try (Program server = Program.startServer(folder, "--flood-rate=0")) {
            String address = "127.0.0.1:" + server.port();
            try (Program bench = bench(
                    "--server", address, "--room", "3", "--window", "2", "--seconds", "1", "--warmup", "0", "--json")) {
                assertThat(bench.exitStatus()).as("%s", bench.err()).isZero();
                assertThat(bench.out())
                        .singleElement()
                        .asString()
                        .matches(json(
                                "'mode':'room','members':3,'senders':3,'window':2,'bytes':100,'warmup':0,",
                                "null",
                                address));
            }
        }
    }

    @Test
    void for_people_the_result_is_some_lines() {
        try (Program bench = bench("--room", "2", "--seconds", "1", "--warmup", "0", "--bytes", "500")) {
            assertThat(bench.exitStatus()).as("%s", bench.err()).isZero();
            assertThat(bench.out())
                    .element(0)
                    .asString()
                    .startsWith("Load        A room of 2, 2 of them sending, window 64, 500 characters a message;");
            assertThat(bench.out())
                    .contains(
                            "Server      its own",
                            "Losses      lost 0, doubled 0, out of order 0, changed 0, refused 0, unanswered 0");
        }
    }

    @Test
    void flood_control_that_held_the_senders_back_is_said() {
        try (Program server = Program.startServer(folder, "--flood-rate=20", "--flood-burst=10");
                Program bench = bench(
                        "--server",
                        "127.0.0.1:" + server.port(),
                        "--pairs",
                        "2",
                        "--window",
                        "4",
                        "--seconds",
                        "1",
                        "--warmup",
                        "0")) {
            assertThat(bench.exitStatus()).as("%s", bench.err()).isZero();
            assertThat(bench.out()).last().asString().startsWith("Limit       The server's flood control held");
        }
    }

    @Test
    void no_server_there_is_one_sentence_and_status_1() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Program bench = benchHere("--server", "127.0.0.1:" + port)) {
            assertThat(bench.exitStatus()).isEqualTo(1);
            assertThat(bench.out()).isEmpty();
            assertThat(bench.err())
                    .containsExactly(
                            "No server answers at 127.0.0.1:" + port + " (Connection refused): is it running there?");
        }
    }

    @Test
    void a_signal_stops_it_and_its_server() {
        try (Program bench = bench("--pairs", "1", "--seconds", "60", "--warmup", "60")) {
            bench.awaitError("Warming up, 1 of 60 s: ");
            List<ProcessHandle> children = bench.handle().children().toList();

            assertThat(bench.terminate().exitStatus()).isEqualTo(1);

            assertThat(bench.out()).isEmpty();
            assertThat(bench.err()).last().isEqualTo("Stopped: there is no result.");
            assertThat(children).hasSize(1).noneMatch(ProcessHandle::isAlive);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pairs 0", "--room 3 --pairs 2", "--server localhost", "--senders 2"})
    void wrong_usage_is_said_and_status_2(String options) {
        try (Program bench = benchHere(options.split(" "))) {
            assertThat(bench.exitStatus()).isEqualTo(2);
            assertThat(bench.err()).hasSize(2).last().isEqualTo("Try --help.");
            assertThat(bench.err()).element(0).asString().contains(options.substring(0, options.indexOf(' ')));
        }
    }

    private static String json(String begin, String cpu, String server) {
        return ("\\{" + begin + "'seconds':N,'messages':N,'per_second':N,"
                        + "'p50_us':N,'p95_us':N,'p99_us':N,'p999_us':N,'max_us':N,"
                        + "'lost':0,'doubled':0,'out_of_order':0,'changed':0,'refused':0,'unanswered':0,"
                        + "'server_cpu_us_per_message':" + cpu + ",'java':'[^']+','server':'" + server + "'\\}")
                .replace(":N", ":" + NUMBER)
                .replace('\'', '"');
    }

    private Program bench(String... options) {
        return Program.start(folder, "jim-launcher.jar", arguments(options));
    }

    private Program benchHere(String... options) {
        return Program.startHere(folder, List.of(), LauncherMain::run, arguments(options));
    }

    private static String[] arguments(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "bench";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return arguments;
    }
}

package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jim-launcher bench --hostile}, run as a user would. */
class BenchHostileIT {
    private static final String TIME = " +[0-9,.]+";

    @TempDir
    private Path folder;

    @Test
    void each_misuse_has_its_row_in_a_table() {
        try (Program bench = bench("--hostile=flood,passwords", "--bound=60s")) {
            assertThat(bench.exitStatus()).as("%s", bench.err()).isZero();
            assertThat(bench.out())
                    .contains("Server      a new one for each row, with --flood-rate 0")
                    .last()
                    .isEqualTo("Within 60000 ms at p99.");
            assertThat(bench.out().subList(5, 8))
                    .zipSatisfy(
                            List.of("calm +0", "flood +1", "passwords +1"),
                            (row, begin) -> assertThat(row).matches(begin + TIME.repeat(6)));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void over_the_bound_the_status_is_1() {
        try (Program bench = bench("--hostile=no-read", "--bound=0ms")) {
            assertThat(bench.exitStatus()).as("%s", bench.err()).isEqualTo(1);
            assertThat(bench.out()).last().isEqualTo("Over 0 ms at p99: calm 0, no-read 1.");
        }
    }

    @Test
    void a_running_server_without_registration_gives_json_without_contacts() {
        try (Program server = Program.startServer(folder, "--flood-rate=0", "--no-registration")) {
            String address = "127.0.0.1:" + server.port();
            try (Program bench = bench("--hostile=contacts,rooms", "--bound=60s", "--json", "--server", address)) {
                assertThat(bench.exitStatus()).as("%s", bench.err()).isZero();
                assertThat(bench.err())
                        .contains(
                                "contacts: left out, for accounts with contacts cannot be made on this server (403).");
                assertThat(bench.out())
                        .singleElement()
                        .asString()
                        .startsWith("{\"mode\":\"hostile\",\"every_ms\":10,\"warmup\":0,\"seconds\":1,\"contacts\":50,"
                                + "\"bound_ms\":60000,\"fine\":true,\"rows\":[{\"misuse\":\"calm\",\"peers\":0,")
                        .contains("{\"misuse\":\"rooms\",\"peers\":1,\"crowd\":100,\"messages\":100,")
                        .doesNotContain("{\"misuse\":\"contacts\"")
                        .endsWith(",\"server\":\"" + address + "\"}");
            }
        }
    }

    @Test
    void a_signal_stops_it_and_its_server() {
        try (Program bench = bench("--hostile", "--peers=1,2,3,4,5")) {
            bench.awaitError("rooms ");

            assertThat(bench.terminate().exitStatus()).isEqualTo(1);

            assertThat(bench.err()).last().isEqualTo("Stopped: there is no result.");
            assertThat(bench.handle().descendants()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--hostile=tea", "--hostile --pairs=2", "--peers=0 --hostile", "--bound=x --hostile"})
    void wrong_usage_is_said_and_status_2(String options) {
        try (Program bench = Program.startHere(folder, List.of(), LauncherMain::run, ("bench " + options).split(" "))) {
            assertThat(bench.exitStatus()).isEqualTo(2);
            assertThat(bench.err()).hasSize(2).last().isEqualTo("Try --help.");
            assertThat(bench.err()).element(0).asString().contains(options.substring(0, "--peers".length()));
        }
    }

    /** A short run, with one peer unless the options say how many. */
    private Program bench(String... options) {
        List<String> arguments = new ArrayList<>(List.of("bench", "--warmup=0", "--seconds=1"));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--peers"))) {
            arguments.add("--peers=1");
        }
        arguments.addAll(List.of(options));
        return Program.start(folder, "jim-launcher.jar", arguments.toArray(String[]::new));
    }
}

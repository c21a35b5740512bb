package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.cli.CommandLines;
import chat.jim.cli.Configuration;
import chat.jim.server.store.file.ServerLock;
import chat.jim.testing.Certificates;
import chat.jim.testing.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of the server: from a file, from the environment, and from the command line. */
class ServerSettingsTest {
    private static final CommandSpec SERVER = CommandLines.of(new ServerMain()).getCommandSpec();

    @TempDir
    private Path folder;

    @Test
    void each_option_can_be_set_in_the_file() throws IOException {
        Map<String, String> values = otherThanDefaults();
        List<String> lines = new ArrayList<>();
        values.forEach((key, value) -> lines.add(key + " = " + value));
        Path file = settings(lines.toArray(String[]::new));

        assertThat(checkedWithoutNats(List.of("JIM_LOGS=", "JIM_LANG="), "--config", file.toString()))
                .containsAll(said(values, file.toString()));
    }

    @Test
    void each_option_can_be_set_in_the_environment() {
        Map<String, String> values = otherThanDefaults();
        List<String> variables = new ArrayList<>();
        values.forEach((key, value) -> variables.add(variable(key) + "=" + value));
        List<String> expected = new ArrayList<>();
        values.forEach((key, value) -> expected.add(key + " = " + value + " (" + variable(key) + ")"));

        assertThat(checkedWithoutNats(variables)).containsAll(expected);
    }

    @Test
    void each_option_can_be_set_on_the_command_line() {
        Map<String, String> values = otherThanDefaults();
        List<String> arguments = new ArrayList<>();
        values.forEach((key, value) -> arguments.add(argument(option(key), value)));

        assertThat(checkedWithoutNats(List.of(), arguments.toArray(String[]::new)))
                .containsAll(said(values, "command line"));
    }

    @Test
    void the_command_line_overrides_the_environment_and_that_the_file() throws IOException {
        Path file = settings("max-rooms = 3", "sessions = 4", "max-contacts = 5", "guests = false", "mailbox = true");

        assertThat(checked(
                        List.of("JIM_PORT=0", "JIM_SESSIONS=6", "JIM_MAX_CONTACTS=7", "JIM_CONFIG=" + file),
                        "--max-contacts",
                        "8",
                        "--guests",
                        "--no-mailbox"))
                .contains("max-rooms = 3 (" + file + ")", "sessions = 6 (JIM_SESSIONS)")
                .contains("max-contacts = 8 (command line)")
                .noneMatch(line -> line.startsWith("guests") || line.startsWith("mailbox"));
    }

    @Test
    void a_list_may_have_blanks() throws IOException {
        Path file = settings("dialects = course, event", "history-rooms = #all, #ops=365d , #team-*");

        assertThat(checked(List.of("JIM_PORT=0"), "--config", file.toString()))
                .contains(
                        "dialects = course, event (" + file + ")",
                        "history-rooms = #all, #ops=365d , #team-* (" + file + ")");
    }

    @Test
    void a_check_says_what_is_right_and_wrong_and_makes_nothing() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Program fine = server(
                List.of("JIM_PORT=0"),
                "--check",
                "--data",
                folder.resolve("new").toString())) {
            assertThat(fine.exitStatus()).isZero();
            assertThat(fine.out()).contains("The folder " + folder.resolve("new") + " is made at the start.");
        }
        try (Program wrong = server(
                List.of("JIM_PORT=0"), "--check", "--data", file.resolve("x").toString(), "-a", "192.0.2.1")) {
            assertThat(wrong.exitStatus()).isEqualTo(1);
            assertThat(wrong.err())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("The folder " + file.resolve("x") + " cannot be written"))
                    .anyMatch(line -> line.startsWith("Cannot listen at 192.0.2.1 ("));
        }
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void a_check_tries_the_port_unless_the_server_runs_that_has_it() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            int port = other.getLocalPort();
            String[] arguments = {"--check", "--data", folder.toString(), "-p", Integer.toString(port)};
            try (Program check = server(List.of(), arguments)) {
                assertThat(check.exitStatus()).isEqualTo(1);
                assertThat(check.err())
                        .singleElement()
                        .asString()
                        .startsWith("Cannot listen at all addresses, port " + port + " (");
            }
            try (ServerLock running = ServerLock.acquire(folder);
                    Program check = server(List.of(), arguments)) {
                assertThat(check.exitStatus()).as("%s", running).isZero();
            }
        }
    }

    @Test
    void each_wrong_entry_is_a_sentence() throws IOException {
        Path file = settings(
                "flod-rate = 3",
                "max-rooms=x",
                "guests = perhaps",
                "port = 7777",
                "qqq = 1",
                "dialects = course,klingon");

        try (Program wrong = server(List.of("JIM_SESSIONS=0"), "--config", file.toString())) {
            assertThat(wrong.exitStatus()).isEqualTo(2);
            assertThat(wrong.err()).hasSize(7).last().isEqualTo("Try --help.");
            assertThat(wrong.err())
                    .contains(file + ": there is no setting 'flod-rate'; perhaps you mean flood-rate, flood-burst.")
                    .contains(file + ": max-rooms: 'x' is not a limit; take a whole number, or 0 for none.")
                    .contains(file + ": guests: 'perhaps' is neither true nor false.")
                    .contains("JIM_SESSIONS: '0' is not a valid number; take 1 or more.")
                    .anyMatch(line -> line.startsWith(file + ": dialects: 'klingon' is not a known dialect"))
                    .anyMatch(line -> line.startsWith(file + ": there is no setting 'qqq'; --help lists"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tls-keystore-password = x | 'tls-keystore-password' must not be in a file that others may read
            config = other | there is no setting 'config'
            max-rooms = \\x | in line 1 a backslash stands alone
            """)
    void what_does_not_belong_into_the_file_is_refused(String line, String sentence) throws IOException {
        Path file = settings(line);
        try (Program wrong = server(List.of(), "--config=" + file)) {
            assertThat(wrong.exitStatus()).isEqualTo(2);
            assertThat(wrong.err()).anyMatch(said -> said.contains(sentence));
        }
    }

    @Test
    void a_named_file_has_to_be_there() {
        try (Program wrong = server(List.of("JIM_CONFIG=" + folder.resolve("nofile")))) {
            assertThat(wrong.exitStatus()).isEqualTo(2);
            assertThat(wrong.err().get(0)).startsWith("Cannot read the settings in " + folder.resolve("nofile"));
        }
    }

    @Test
    void the_account_commands_find_the_folder_in_the_file() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "wonderland");
        Path file = settings("data = " + folder.resolve("here"));

        try (Program add = server(
                List.of(),
                "account",
                "add",
                "alice",
                "--config",
                file.toString(),
                "--password-file",
                password.toString())) {
            assertThat(add.exitStatus()).as("%s", add.err()).isZero();
        }
        try (Program list = server(List.of(), "--config", file.toString(), "account", "list")) {
            assertThat(list.exitStatus()).isZero();
            assertThat(list.out()).containsExactly("alice");
        }
        try (Program list = server(
                List.of(),
                "account",
                "list",
                "--config",
                file.toString(),
                "--data",
                folder.resolve("there").toString())) {
            assertThat(list.exitStatus()).isEqualTo(1);
            assertThat(list.err().get(0)).contains(folder.resolve("there").toString());
        }
    }

    /** A value for each setting but those that exclude another one. */
    private Map<String, String> otherThanDefaults() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : Configuration.keysOf(SERVER)) {
            values.put(key, otherThanDefault(key));
        }
        values.remove("tls-keystore");
        return values;
    }

    private String otherThanDefault(String key) {
        return switch (key) {
            case "address", "trusted-proxy" -> "127.0.0.1";
            case "backup-dir", "data", "logs" -> folder.resolve(key).toString();
            case "backup-keep" -> "3d,2w";
            case "cluster" -> "tls://127.0.0.1:1,127.0.0.2:1";
            case "cluster-ca" -> new Certificates(folder).file("ca.crt").toString();
            case "cluster-name" -> "other";
            case "dialects" -> "course,event";
            case "history-rooms" -> "#all,#ops=365d";
            case "lang" -> "en";
            case "log-addresses" -> "network";
            case "log-to" -> "journal";
            case "metrics" -> "127.0.0.1:0";
            case "max-connections" -> "500";
            case "port" -> "0";
            case "tls-keystore" -> "";
            case "max-waiting" -> "65m";
            case "tls-cert" -> new Certificates(folder).file("rsa.crt").toString();
            case "tls-key" -> new Certificates(folder).file("rsa.key").toString();
            default -> changed(key, String.valueOf(option(key).defaultValue()));
        };
    }

    private static String changed(String key, String value) {
        if (value.equals("true") || value.equals("false")) {
            return String.valueOf(value.equals("false"));
        }
        assertThat(value).as("the default of " + key).matches("\\d+[a-z]*");
        String number = value.replaceFirst("[a-z]*$", "");
        return (Integer.parseInt(number) + 1) + value.substring(number.length());
    }

    private static OptionSpec option(String key) {
        return SERVER.findOption("--" + key);
    }

    private static String argument(OptionSpec option, String value) {
        String name = option.longestName();
        return option.negatable() ? name.replace("--", value.equals("true") ? "--" : "--no-") : name + "=" + value;
    }

    private static List<String> said(Map<String, String> values, String place) {
        List<String> lines = new ArrayList<>();
        values.forEach((key, value) -> lines.add(key + " = " + value + " (" + place + ")"));
        return lines;
    }

    private static String variable(String key) {
        return "JIM_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private Path settings(String... lines) throws IOException {
        return Files.write(folder.resolve("s.properties"), List.of(lines));
    }

    private List<String> checked(List<String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--check");
        try (Program check = server(environment, all.toArray(String[]::new))) {
            assertThat(check.exitStatus()).as("%s", check.err()).isZero();
            return check.out();
        }
    }

    /** The same where nothing is wrong but that nobody listens where the cluster should be. */
    private List<String> checkedWithoutNats(List<String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--check");
        try (Program check = server(environment, all.toArray(String[]::new))) {
            assertThat(check.exitStatus()).isEqualTo(1);
            assertThat(check.err()).singleElement().asString().startsWith("NATS cannot be used: ");
            return check.out();
        }
    }

    private Program server(List<String> environment, String... arguments) {
        return Program.startHere(folder, environment, ServerMain::run, arguments);
    }
}

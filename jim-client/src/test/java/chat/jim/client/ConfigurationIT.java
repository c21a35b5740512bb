package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client with a file of settings, and with settings in the environment; where these come from, and the locale, are asked
 * of the built {@code jim-client.jar}.
 */
class ConfigurationIT {
    private static final String RUSSIAN =
            "\u0418\u0441\u043f\u043e\u043b\u044c\u0437\u043e\u0432\u0430\u043d\u0438\u0435: ";

    private static final String[] WRITE = {"-w", "--to", "bob"};
    private static final List<String> NO_LANGUAGE = List.of("JIM_LANG=");

    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void the_file_says_where_and_as_whom() throws IOException {
        settings("address = localhost", "port=" + server.port(), "name=\u0431\u043e\u0442");

        assertThat(nameOf(start(List.of(), WRITE))).isEqualTo("\u0431\u043e\u0442");
    }

    @Test
    void the_environment_overrides_the_file_and_the_command_line_both() throws IOException {
        settings("port=" + server.port(), "name=fileName");

        assertThat(nameOf(start(List.of("JIM_NAME=variableName"), WRITE))).isEqualTo("variableName");
        assertThat(nameOf(startHere(List.of("JIM_NAME=variableName"), "-w", "--to", "bob", "-n", "flagName")))
                .isEqualTo("flagName");
        assertThat(nameOf(startHere(List.of("JIM_NAME="), WRITE))).isEqualTo("fileName");
    }

    @Test
    void options_under_a_heading_have_their_settings_too() throws IOException {
        settings("port=" + server.port(), "name=bot", "logs=~/elsewhere", "chat-log=~/said", "history-lines=5");

        assertThat(nameOf(start(List.of("HOME=" + folder), WRITE))).isEqualTo("bot");
        assertThat(folder.resolve("elsewhere")).isNotEmptyDirectory();
        assertThat(nameOf(start(List.of("HOME=" + folder.resolve("b")), "-w", "--to", "bob", "--trace-calls")))
                .isEqualTo("bot");
        assertThat(folder.resolve("b/elsewhere")).isNotEmptyDirectory();
        assertThat(folder.resolve("logs")).doesNotExist();
    }

    @Test
    void the_address_may_name_the_port() throws IOException {
        settings("address = localhost:" + server.port(), "name=bot");
        assertThat(nameOf(start(List.of(), WRITE))).isEqualTo("bot");

        settings("port=1", "name=bot");
        assertThat(nameOf(start(List.of(), "127.0.0.1:" + server.port(), "-w", "--to", "bob")))
                .isEqualTo("bot");
    }

    @Test
    void two_different_ports_are_wrong_usage() throws IOException {
        assertWrong(start(List.of(), "localhost:7001", "7002"), "The address says port 7001");
        settings("address = localhost:7001", "port = 7002");
        assertWrong(start(NO_LANGUAGE), "The address says port 7001");
    }

    @ParameterizedTest
    @CsvSource({
        "port, JIM_PORT, many",
        "lang, JIM_LANG, xx",
        "color, JIM_COLOR, red",
        "bell, JIM_BELL, loud",
        "trace-calls, JIM_TRACE_CALLS, sometimes"
    })
    void a_wrong_value_is_reported_with_its_place_and_status_2(String key, String variable, String value)
            throws IOException {
        settings(key + "=" + value);
        assertWrong(startHere(NO_LANGUAGE), file() + ": " + key + ": '" + value + "' ");
        assertWrong(startHere(List.of(variable + "=" + value + "x")), variable + ": '" + value + "x' ");
    }

    @Test
    void a_wrong_name_to_begin_with_is_reported_and_status_2() throws IOException {
        settings("join=#tea, #no room");
        assertWrong(startHere(NO_LANGUAGE), file() + ": join: #no room: ");
        settings("name=bot");
        assertWrong(startHere(NO_LANGUAGE, "--join", "tea", "--talk", "a b"), "--talk: a b: ");
    }

    @Test
    void an_unknown_setting_is_reported_with_its_file_and_status_2() throws IOException {
        settings("name=bot", "colour=never");
        assertWrong(startHere(List.of()), file() + ": there is no setting 'colour'; perhaps you mean color");
        settings("name=bot", "zzz=never");
        assertWrong(startHere(List.of()), file() + ": there is no setting 'zzz'; there are name, address, ");
    }

    @Test
    void a_file_that_cannot_be_read_is_reported_and_status_2() throws IOException {
        write(StandardCharsets.ISO_8859_1, "name=caf\u00e9");

        assertWrong(startHere(List.of()), "Cannot read the settings in " + file() + " (line 1 is not UTF-8)");
    }

    @ParameterizedTest
    @CsvSource({
        "logs=C:\\qemu, in line 2 a backslash stands alone; write it twice",
        "name=alice\\, in line 2 a backslash stands alone; write it twice",
        "name=\\u04, in line 2 a backslash stands alone; write it twice",
    })
    void a_backslash_that_means_nothing_is_reported_with_its_line_and_status_2(String line, String reason)
            throws IOException {
        settings("port=1", line);

        assertWrong(
                startHere(List.of()), "Cannot read the settings in " + file() + " (" + reason + "): correct the file");
    }

    @Test
    void a_file_in_utf_16_is_reported_and_status_2() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            write(charset, "name=bot");

            assertWrong(
                    startHere(List.of()),
                    "Cannot read the settings in " + file() + " (it is in UTF-16; save it as UTF-8)");
        }
    }

    @Test
    void a_byte_order_mark_is_skipped_and_escapes_are_read() throws IOException {
        settings("\ufeffport=" + server.port(), "# C:\\Users\\bot", "name=\\u0431\\u043e\\u0442");

        assertThat(nameOf(startHere(List.of(), WRITE))).isEqualTo("\u0431\u043e\u0442");
    }

    @Test
    void a_folder_in_place_of_the_file_is_reported_and_status_2() throws IOException {
        Files.createDirectories(file());

        assertWrong(startHere(List.of()), "Cannot read the settings in " + file() + " (it is a folder)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang=xx", "port=many", "nonsense=1", "name=\\"})
    void help_and_version_are_shown_whatever_is_wrong_with_the_settings(String wrong) throws IOException {
        settings(wrong);

        assertThat(firstLine(startHere(NO_LANGUAGE, "--help"))).startsWith("Usage: ");
        assertThat(firstLine(startHere(NO_LANGUAGE, "--version"))).startsWith("jim-client ");
        assertThat(firstLine(startHere(List.of("JIM_LANG=xx", "JIM_PORT=x"), "--help", "-n", "bot")))
                .startsWith("Usage: ");
    }

    @Test
    void the_language_is_that_of_the_settings_or_the_command_line() throws IOException {
        settings("lang=ru");

        assertThat(firstLine(startHere(NO_LANGUAGE, "--help"))).startsWith(RUSSIAN);
        assertThat(firstLine(startHere(NO_LANGUAGE, "--help", "--lang", "en"))).startsWith("Usage: ");
        assertThat(firstLine(startHere(List.of("JIM_LANG=en"), "--help"))).startsWith("Usage: ");
        assertThat(firstLine(startHere(List.of("JIM_LANG=en"), "--lang=ru", "--help")))
                .startsWith(RUSSIAN);
    }

    @Test
    void the_language_is_that_of_the_locale_by_default() {
        assertThat(firstLine(start(List.of("LC_ALL=ru_RU.UTF-8"), "--help"))).startsWith(RUSSIAN);
        assertThat(firstLine(start(List.of("LC_ALL=de_DE.UTF-8"), "--help"))).startsWith("Usage: ");
    }

    @Test
    void a_language_that_it_does_not_speak_is_reported_and_status_2() {
        assertWrong(startHere(List.of(), "--lang", "de"), "--lang: 'de' is not one of the languages; use en or ru.");
    }

    @Test
    void it_prints_a_completion_for_the_shell() {
        assertThat(startHere(List.of(), "generate-completion").awaitLine("complete -F"))
                .contains("jim-client");
    }

    /** The name by which a writer to bob comes online. */
    private String nameOf(Program writer) {
        try (writer;
                RawClient bob = server.online("bob")) {
            assertThat(writer.type("hello").endInput().exitStatus()).isZero();
            String name = bob.receive().replaceFirst(".*\"from\":\"([^\"]+)\".*", "$1");
            bob.send("{'action':'quit'}").expect(200); // then the next one can be bob
            return name;
        }
    }

    private Program start(List<String> environment, String... arguments) {
        return Program.start(folder, environment, "jim-client.jar", arguments);
    }

    private Program startHere(List<String> environment, String... arguments) {
        return Program.startHere(folder, environment, ClientMain::run, arguments);
    }

    private static String firstLine(Program client) {
        try (client) {
            assertThat(client.exitStatus()).isZero();
            return client.out().get(0);
        }
    }

    private static void assertWrong(Program started, String sentence) {
        try (started) {
            assertThat(started.exitStatus()).isEqualTo(2);
            assertThat(started.err()).hasSize(2).first().asString().startsWith(sentence);
        }
    }

    private Path file() {
        return folder.toAbsolutePath().resolve("jim").resolve("client.properties");
    }

    private void settings(String... lines) throws IOException {
        write(StandardCharsets.UTF_8, lines);
    }

    private void write(Charset charset, String... lines) throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), List.of(lines), charset);
    }
}

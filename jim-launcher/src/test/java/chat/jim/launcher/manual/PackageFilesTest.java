package chat.jim.launcher.manual;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.cli.CommandLines;
import chat.jim.server.ServerMain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Debian packages contain beside the jars. */
class PackageFilesTest {
    private static final Path MODULES = Path.of("..");

    @TempDir
    private static Path target;

    @BeforeAll
    static void write() throws IOException {
        PackageFiles.main(new String[] {MODULES.toString(), target.toString(), "1.2.3"});
    }

    @Test
    void all_settings_are_in_their_file_once_with_their_defaults() throws IOException {
        String file = Files.readString(target.resolve("jim-server/etc/jim/server.properties"));
        List<String> keys = new ServerSettings(CommandLines.of(ServerMain.class).getCommandSpec()).keys();

        assertThat(settings(file, "#?([a-z-]+) =.*")).hasSizeGreaterThan(30).containsExactlyElementsOf(keys);
        assertThat(settings(file, "([a-z-]+) =.*")).containsExactlyInAnyOrder("data", "logs");
        assertThat(file)
                .contains("\n#port = 7777\n", "\n#guests = true\n", "\n#mailbox = ", "\n#address =\n")
                .contains("\ndata = /var/lib/jim\n", "\nlogs = /var/log/jim\n");
        assertThat(file.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void each_default_in_the_file_is_a_right_value() throws IOException {
        String file = Files.readString(target.resolve("jim-server/etc/jim/server.properties"));
        Properties settings = new Properties();
        settings.load(new StringReader(file.replaceAll("(?m)^#([a-z-]+ = )", "$1")));
        String[] options = settings.stringPropertyNames().stream()
                .filter(key -> !settings.getProperty(key).isEmpty())
                .map(key -> "--" + key + "=" + settings.getProperty(key))
                .toArray(String[]::new);

        CommandLines.of(ServerMain.class).parseArgs(options);
    }

    @Test
    void the_manual_of_the_settings_has_each_of_them() throws IOException {
        String page = unzipped("jim-server/usr/share/man/man5/jim-server.properties.5.gz");

        assertThat(page).startsWith(".TH \"JIM\\-SERVER.PROPERTIES\" 5 \"\" \"JIM 1.2.3\"");
        for (String key : new ServerSettings(CommandLines.of(ServerMain.class).getCommandSpec()).keys()) {
            assertThat(page).contains("\n\\fB" + key.replace("-", "\\-") + "\\fR\n");
        }
    }

    @Test
    void each_program_has_manuals_and_completions() throws IOException {
        assertThat(unzipped("jim-server/usr/share/man/man1/jim-server-account.1.gz"))
                .contains(".SS passwd\n");
        assertThat(unzipped("jim-client/usr/share/man/man1/jim-client.1.gz")).contains(".SH FILES\n");
        assertThat(unzipped("jim-client/usr/share/man/man1/jim-launcher-bench.1.gz"))
                .contains(".SH OPTIONS\n");
        assertThat(unzipped("jim-server/usr/share/man/ru/man1/jim-server.1.gz"))
                .contains("\n.SH ПАРАМЕТРЫ\n", "\n.SH ФАЙЛЫ\n")
                .doesNotContain("\n.SH OPTIONS\n");
        for (String name : List.of("jim-server/%sjim-server", "jim-client/%sjim-client", "jim-client/%sjim-launcher")) {
            assertThat(target.resolve(name.formatted("usr/share/zsh/vendor-completions/_")))
                    .content()
                    .startsWith("#compdef jim-");
            assertThat(target.resolve(name.formatted("usr/share/bash-completion/completions/")))
                    .content()
                    .startsWith("#")
                    .doesNotStartWith("#!")
                    .contains("complete -F _complete_jim-");
        }
    }

    @Test
    void what_is_written_does_not_depend_on_the_time() throws IOException {
        byte[] zipped = Files.readAllBytes(target.resolve("jim-server/usr/share/man/man1/jim-server.1.gz"));

        assertThat(Arrays.copyOf(zipped, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3);
    }

    @Test
    void the_changelog_has_the_version() throws IOException {
        assertThat(unzipped("jim-client/usr/share/doc/jim-client/changelog.gz"))
                .startsWith("jim-client (1.2.3) unstable; ");
    }

    @Test
    void the_service_is_watched_and_locked_in() throws IOException {
        assertThat(Files.readAllLines(MODULES.resolve("jim-server/src/deb/root/lib/systemd/system/jim-server.service")))
                .contains("Type=notify", "NotifyAccess=all", "WatchdogSec=60", "User=_jim")
                .contains("ExecStart=/usr/bin/jim-server", "ExecReload=/bin/kill -HUP $MAINPID")
                .contains("Restart=on-failure", "RestartPreventExitStatus=2", "StartLimitBurst=5")
                .contains("StateDirectory=jim", "StateDirectoryMode=0700", "LogsDirectory=jim", "UMask=0077")
                .contains("NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes")
                .contains("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "SystemCallFilter=@system-service")
                .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jim-server", "jim-client"})
    void the_licence_of_each_library_is_named(String debian) throws IOException {
        String copyright = Files.readString(MODULES.resolve(debian)
                .resolve("src/deb/root/usr/share/doc")
                .resolve(debian)
                .resolve("copyright"));

        for (String library : libraries(debian)) {
            assertThat(copyright).contains(library);
        }
        assertThat(matches(copyright, "(?m)^License: (\\S+)$\\n^ "))
                .containsAll(matches(copyright, "(?m)^License: (\\S+)$\\n"));
    }

    /** The libraries that a module and the common one declare, and do not only test with. */
    private static List<String> libraries(String module) throws IOException {
        return Stream.of(module, "jim-common")
                .flatMap(name -> declared(MODULES.resolve(name).resolve("pom.xml")))
                .filter(name -> !List.of("jim-common", "jim-server", "archunit", "pty4j")
                        .contains(name))
                .toList();
    }

    private static Stream<String> declared(Path pom) {
        try {
            String text = Files.readString(pom);
            String dependencies = text.substring(text.indexOf("<dependencies>"), text.indexOf("</dependencies>"));
            return matches(dependencies, "(?s)<dependency>(.*?)</dependency>").stream()
                    .filter(one -> !one.contains("<scope>test") && !one.contains("<type>test-jar"))
                    .flatMap(one -> matches(one, "<artifactId>([^<]+)</artifactId>").stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> settings(String file, String form) {
        return file.lines()
                .map(Pattern.compile(form)::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .toList();
    }

    private static List<String> matches(String text, String form) {
        return Pattern.compile(form)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private String unzipped(String name) throws IOException {
        byte[] file = Files.readAllBytes(target.resolve(name));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

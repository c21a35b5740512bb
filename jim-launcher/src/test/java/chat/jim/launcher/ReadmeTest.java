package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.cli.CommandLines;
import chat.jim.client.cli.ClientMain;
import chat.jim.server.ServerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** What the README and the manuals promise a reader. */
class ReadmeTest {
    static final List<Path> PAGES = List.of(
            page("README.md"),
            page("jim-client", "README.md"),
            page("jim-server", "README.md"),
            page("jim-launcher", "README.md"),
            page(".github", "CONTRIBUTING.md"),
            page("jim-common", "PROTOCOL.md"),
            page("jim-server", "EXAM.md"));

    /** Of grep and jq. */
    private static final Set<String> OF_OTHERS = Set.of("--line-buffered", "--unbuffered");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");

    @Test
    void the_readme_has_the_two_commands() throws IOException {
        assertThat(Files.readAllLines(PAGES.get(0)))
                .contains(
                        "    mvn package -DskipTests && java -jar target/jim-launcher.jar --clients 3",
                        "    mvn -B verify");
    }

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Files.readAllLines(PAGES.get(0)))
                .hasSizeLessThanOrEqualTo(180)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void each_link_leads_somewhere(Path page) {
        assertThat(LINK.matcher(text(page)).results()).allSatisfy(link -> {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        });
    }

    @Test
    void each_option_that_is_named_is_one_of_a_program() {
        Set<String> named = PAGES.stream()
                .flatMap(page -> OPTION.matcher(text(page)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(OF_OTHERS);
        Set<String> options = Stream.of(ServerMain.class, ClientMain.class, LauncherMain.class)
                .flatMap(program -> options(CommandLines.of(program)))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(options);
    }

    private static Stream<String> options(CommandLine program) {
        Stream<String> own = program.getCommandSpec().options().stream()
                .flatMap(option -> option.negatable()
                        ? Stream.of(option.longestName(), option.longestName().replaceFirst("^--", "--no-"))
                        : Stream.of(option.names()));
        return Stream.concat(own, program.getSubcommands().values().stream().flatMap(ReadmeTest::options));
    }

    /** The anchors that GitHub makes of the headings. */
    private static List<String> anchors(Path page) {
        return Pattern.compile("^#+ (.*)$", Pattern.MULTILINE)
                .matcher(text(page))
                .results()
                .map(ReadmeTest::anchor)
                .toList();
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path page(String... names) {
        return Path.of("..", names);
    }
}

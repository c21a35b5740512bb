package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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

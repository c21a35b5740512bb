package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the exam of the server, and its promises in PROTOCOL.md, say is tested is tested: each names tests that are there. */
class ExamTest {
    private static final Path EXAM = Path.of("..", "jim-server", "EXAM.md");
    private static final Path PROTOCOL = Path.of("..", "jim-common", "PROTOCOL.md");
    private static final Pattern ROW = Pattern.compile("\\| ([EBC]\\d+) \\|.*\\|.*\\|(.*)\\|");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*)(?:\\.(\\w+))?`");

    @Test
    void each_row_has_an_id_of_its_own_and_names_a_test() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(TEST.matcher(row.group(2)).results())
                        .as(row.group(1))
                        .isNotEmpty());
        assertThat(rows().stream().map(row -> row.group(1))).doesNotHaveDuplicates();
    }

    @Test
    void each_test_that_is_named_is_there() throws IOException {
        assertTestsAreThere(Files.readString(EXAM));
    }

    @Test
    void what_the_server_promises_is_tested() throws IOException {
        String promises = Files.readString(PROTOCOL).split("## 11. ", -1)[1].split("\n## ", -1)[0];

        assertThat(promises.lines().filter(line -> line.startsWith("- **")))
                .hasSizeGreaterThan(5)
                .allMatch(line -> TEST.matcher(line).find());
        assertTestsAreThere(promises);
    }

    private static void assertTestsAreThere(String page) throws IOException {
        Map<String, String> sources = sources();

        assertThat(TEST.matcher(page).results()).allSatisfy(test -> {
            assertThat(sources).containsKey(test.group(1));
            if (test.group(2) != null) {
                assertThat(sources.get(test.group(1))).contains(" " + test.group(2) + "(");
            }
        });
    }

    private static List<MatchResult> rows() throws IOException {
        try (Stream<String> lines = Files.lines(EXAM)) {
            return lines.flatMap(line -> ROW.matcher(line).results()).toList();
        }
    }

    /** The sources of all tests, by the names of their classes. */
    private static Map<String, String> sources() throws IOException {
        Path tests = Path.of("src", "test", "java");
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().contains(tests.toString()))
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ExamTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

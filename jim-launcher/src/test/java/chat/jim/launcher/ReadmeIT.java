package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that the README and the manuals speak of are there. */
class ReadmeIT {
    private static final List<String> COMMANDS = List.of(
            "jim-server.jar",
            "jim-server.jar account add",
            "jim-server.jar account operator",
            "jim-server.jar account remove",
            "jim-client.jar",
            "jim-launcher.jar",
            "jim-launcher.jar bench");

    /** Of grep and jq. */
    private static final Set<String> OF_OTHERS = Set.of("--line-buffered", "--unbuffered");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    @TempDir
    private Path folder;

    @Test
    void each_option_that_is_named_is_one_of_help() throws IOException {
        Set<String> named = ReadmeTest.PAGES.stream()
                .flatMap(page -> OPTION.matcher(ReadmeTest.text(page)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(OF_OTHERS);

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(optionsOfHelp());
    }

    private Set<String> optionsOfHelp() throws IOException {
        Set<String> options = new TreeSet<>();
        for (String command : COMMANDS) {
            String[] words = (command + " --help").split(" ", 2);
            try (Program program = Program.start(folder, words[0], words[1].split(" "))) {
                assertThat(program.exitStatus()).isZero();
                String help = String.join("\n", program.out());
                OPTION.matcher(help.replace("--[no-]", "--no-"))
                        .results()
                        .forEach(option -> options.add(option.group()));
            }
        }
        return options;
    }
}

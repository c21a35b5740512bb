package chat.jim.launcher.manual;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.cli.CommandLines;
import chat.jim.client.cli.ClientMain;
import chat.jim.launcher.LauncherMain;
import chat.jim.server.ServerMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The manual pages say all that the help says, in roff that every reader of manuals understands. */
class ManPageTest {
    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".SS", ".PP", ".TP", ".br");
    private static final Pattern UNKNOWN_ESCAPE = Pattern.compile("\\\\(?!f[BIR]|e|-|&|\\((aq|ga|ha|ti))");

    @ParameterizedTest
    @ValueSource(classes = {ServerMain.class, ClientMain.class, LauncherMain.class})
    void each_option_and_command_is_in_a_page(Class<?> program) {
        for (CommandSpec command : withCommands(CommandLines.of(program).getCommandSpec())) {
            CommandSpec onItsPage =
                    command.parent() == null || command.parent().parent() == null ? command : command.parent();
            String page = shown(ManPage.of(onItsPage, "1.0", Words.ENGLISH, ""));

            assertThat(page).contains(command.qualifiedName() + " [OPTION ...]");
            List<ArgSpec> shown =
                    command.args().stream().filter(option -> !option.hidden()).toList();
            for (ArgSpec option : shown) {
                String name = option instanceof OptionSpec named ? named.longestName() : option.paramLabel();
                assertThat(page)
                        .contains(name.replaceFirst("^--", ""))
                        .contains(ManPage.sentence(option.description()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ServerMain.class, ClientMain.class, LauncherMain.class})
    void a_page_has_only_what_is_known_of_roff(Class<?> program) {
        for (CommandSpec command : withCommands(CommandLines.of(program).getCommandSpec())) {
            assertThat(ManPage.of(command, "1.0", Words.ENGLISH, "").lines()).allSatisfy(ManPageTest::assertWellFormed);
        }
    }

    @Test
    void a_text_that_looks_like_roff_is_text() {
        CommandSpec command = CommandLines.of(new Tricky()).getCommandSpec();

        assertThat(ManPage.of(command, "1.0", Words.ENGLISH, "")).isEqualTo("""
                .TH "TRICKY" 1 "" "JIM 1.0" "JIM for Java"
                .SH NAME
                tricky \\- begins
                .SH SYNOPSIS
                \\fBtricky\\fR [\\fIOPTION\\fR ...]
                .br
                .SH DESCRIPTION
                Begins. It\\(aqs \\efB in C:\\e.
                .SH OPTIONS
                .TP
                \\fB\\-x\\fR, \\fB\\-\\-long\\fR=\\fIA\\fR[,\\fIA\\fR...]
                \\&.profile in \\(ti/ with 5%.
                .SH EXIT STATUS
                .TP
                \\fB0\\fR
                done
                """);
    }

    /** A command with what means something in roff. */
    @Command(
            name = "tricky",
            description = "Begins. It's \\fB in C:\\.",
            exitCodeList = {"0:done"})
    private static final class Tricky {
        @Option(
                names = {"-x", "--long"},
                paramLabel = "A",
                split = ",",
                description = ".profile in ~/ with 5%%.")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private List<String> values = new ArrayList<>();
    }

    static void assertWellFormed(String line) {
        if (line.startsWith(".") || line.startsWith("'")) {
            assertThat(MACROS).contains(line.split(" ", 2)[0]);
        }
        assertThat(line).doesNotContainPattern(UNKNOWN_ESCAPE);
        assertThat(line.replaceAll("[^\\x20-\\x7e]", "?")).isEqualTo(line);
        assertThat(line.replace("\\-", "").replaceAll("^\\..*", "")).doesNotContain("-");
    }

    private static List<CommandSpec> withCommands(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>(List.of(command));
        ManPage.commandsOf(command).forEach(each -> all.addAll(withCommands(each)));
        return all;
    }

    /** A page as it is read. */
    private static String shown(String page) {
        return page.replaceAll("\\\\f[BIR]|\\\\&", "")
                .replace("\\-", "-")
                .replace("\\(aq", "'")
                .replace("\\(ti", "~")
                .replace("\\e", "\\");
    }
}

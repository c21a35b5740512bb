package chat.jim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.jim.text.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What is said about a wrong command line. */
class WrongUsageTest {
    @AfterEach
    void backToEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x --nome a | There is no option '--nome'.",
                "x y | Unexpected argument 'y'.",
                "x -n | --name needs a value: NAME.",
                "x -n --flag | --name needs a value: NAME.",
                "'' | Missing: PLACE.",
                "x -n a -n b | --name may be given only once.",
                "x --limit 1 --limit 2 | --limit may be given only once.",
                "x --limit 1 --other 3 --limit=1 | --limit may be given only once.",
                "x --flag=1 | --flag: '1' is neither true nor false.",
                "x --number one | --number: 'one' is not a whole number, or is too large.",
                "x --port 70000 | --port: '70000' is not a port; use a number up to 65535."
            })
    void it_says_what_is_wrong(String arguments, String sentence) {
        assertThat(said(arguments)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x --nome a | \u041f\u0430\u0440\u0430\u043c\u0435\u0442\u0440\u0430 \u00ab--nome\u00bb",
                "x -n | \u041f\u0430\u0440\u0430\u043c\u0435\u0442\u0440\u0443 --name",
                "x --port y | --port: \u00aby\u00bb \u2014 \u043d\u0435 \u043f\u043e\u0440\u0442"
            })
    void it_says_so_in_russian(String arguments, String beginning) {
        Language.choose("ru");
        assertThat(said(arguments)).startsWith(beginning);
    }

    @Test
    void it_says_what_was_perhaps_meant() {
        assertThat(WrongUsage.suggestion(wrong("x --namen a"))).isEqualTo("Perhaps you mean: --name");
        assertThat(WrongUsage.suggestion(wrong("x -n"))).isNull();
    }

    private static String said(String arguments) {
        return WrongUsage.sentence(wrong(arguments), Configuration.ofLanguage());
    }

    private static ParameterException wrong(String arguments) {
        String[] words = arguments.equals("''") ? new String[0] : arguments.split(" ");
        return catchThrowableOfType(
                ParameterException.class, () -> GivenTwice.check(new CommandLine(new Sample()).parseArgs(words)));
    }

    /** A program with something of each kind. */
    @Command(name = "sample")
    @SuppressWarnings("UnusedVariable") // picocli reads them
    private static final class Sample {
        @Parameters(paramLabel = "PLACE")
        private String place;

        @Option(
                names = {"-n", "--name"},
                paramLabel = "NAME")
        private String name;

        @ArgGroup(validate = false, heading = "Limits:%n")
        private Limits limits;

        @Option(names = "--flag")
        private boolean flag;

        @Option(names = "--number")
        private int number;

        @Option(names = "--port", converter = Converters.PortNumber.class)
        private int port;
    }

    @SuppressWarnings("UnusedVariable") // picocli reads them
    private static final class Limits {
        @Option(names = "--limit")
        private int limit;

        @Option(names = "--other")
        private int other;
    }
}

package chat.jim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something is to be colored. */
class AppearanceOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "auto, true, xterm, , true",
        "auto, true, , , true",
        "auto, true, xterm, '', true",
        "auto, true, xterm, 1, false",
        "auto, true, dumb, , false",
        "auto, false, xterm, , false",
        "always, false, dumb, 1, true",
        "never, true, xterm, , false"
    })
    void colors_are_for_terminals_unless_somebody_says_otherwise(
            String choice, boolean terminal, String term, String noColor, boolean colored) {
        assertThat(AppearanceOptions.colored(choice, terminal, term, noColor)).isEqualTo(colored);
    }
}

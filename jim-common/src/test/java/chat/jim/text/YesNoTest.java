package chat.jim.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YesNoTest {
    @ParameterizedTest
    @ValueSource(strings = {"y", "yes", "Y", " YES ", "д", "да", "Да"})
    void yes_has_these_forms(String answer) {
        assertThat(YesNo.of(answer)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "no", "N", " No", "н", "нет", "НЕТ"})
    void no_has_these_forms(String answer) {
        assertThat(YesNo.of(answer)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "yeah", "ye", "yes!", "not", "nope", "дай", "не", "y n", "1", "ok", "т", "l"})
    void anything_else_is_neither(String answer) {
        assertThat(YesNo.of(answer)).isEmpty();
    }
}

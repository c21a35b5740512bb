package chat.jim.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plural forms. */
class LanguageTest {
    @AfterEach
    void backToEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @CsvSource({"0, many", "1, one", "2, many", "21, many"})
    void english_has_one_and_many(int number, String form) {
        Language.choose("en");
        assertThat(Language.plural(number)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "0, many",
        "1, one",
        "2, few",
        "4, few",
        "5, many",
        "11, many",
        "12, many",
        "14, many",
        "20, many",
        "21, one",
        "22, few",
        "25, many",
        "101, one",
        "111, many",
        "112, many",
        "122, few"
    })
    void russian_has_one_few_and_many(int number, String form) {
        Language.choose("ru");
        assertThat(Language.plural(number)).isEqualTo(form);
    }
}

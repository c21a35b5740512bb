package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "jim.logs.roll, yyyy-MM-dd",
        "jim.logs.roll, yyyy-MM-dd_HH",
        "jim.logs.roll, yyyy-MM",
        "jim.logs.roll, yyyy-MM-dd_HH-mm",
        "jim.logs.keep, 7",
        "jim.logs.level, DEBUG",
        "jim.logs.level, warn"
    })
    void these_are_right(String property, String value) {
        assertThat(wrong(property, value)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "jim.logs.roll, hello",
        "jim.logs.roll, ''",
        "jim.logs.roll, yyyy",
        "jim.logs.roll, dd",
        "jim.logs.roll, yyyy/MM/dd",
        "jim.logs.roll, '}%d{yyyy'",
        "jim.logs.keep, many",
        "jim.logs.keep, 0",
        "jim.logs.keep, -1",
        "jim.logs.level, loud",
        "jim.logs.level, ''"
    })
    void these_are_wrong(String property, String value) {
        assertThat(wrong(property, value)).isEqualTo(property);
    }

    private static String wrong(String property, String value) {
        System.setProperty(property, value);
        try {
            return LogSettings.wrong();
        } finally {
            System.clearProperty(property);
        }
    }
}

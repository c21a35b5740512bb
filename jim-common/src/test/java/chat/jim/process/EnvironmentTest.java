package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static final String DAMAGED = "\ufffd".repeat(6) + "-1";

    @TempDir
    private Path folder;

    @Test
    void the_variable_of_that_name_is_meant() throws IOException {
        Path variables = variables("JIM_PASSWORD_FILE=x", "JIM_PASSWORD=\u0431\u043e\u0431-1", "LC_ALL=C");

        assertThat(Environment.decoded(variables, "JIM_PASSWORD", DAMAGED)).isEqualTo("\u0431\u043e\u0431-1");
    }

    @Test
    void a_value_that_comes_from_elsewhere_stays_as_given() throws IOException {
        assertThat(Environment.decoded(variables("JIM_PASSWORD=other"), "JIM_PASSWORD", DAMAGED))
                .isEqualTo(DAMAGED);
        assertThat(Environment.decoded(variables("A=b"), "JIM_PASSWORD", DAMAGED))
                .isEqualTo(DAMAGED);
    }

    @Test
    void variables_that_are_not_utf8_stay_as_given() throws IOException {
        Path variables =
                Files.writeString(folder.resolve("latin"), "JIM_PASSWORD=ann\u00e9\0", StandardCharsets.ISO_8859_1);

        assertThat(Environment.decoded(variables, "JIM_PASSWORD", "ann\ufffd")).isEqualTo("ann\ufffd");
    }

    @Test
    void what_is_not_there_is_null() {
        assertThat(Environment.get("JIM_NO_SUCH_VARIABLE")).isNull();
    }

    private Path variables(String... variables) throws IOException {
        return Files.writeString(folder.resolve("variables"), String.join("\0", variables) + "\0");
    }
}

package chat.jim.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaOptionsTest {
    @Test
    void programs_of_a_launcher_take_little_memory() {
        assertThat(JavaOptions.CLIENT.in(Map.of())).contains("-XX:+UseSerialGC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void options_of_the_user_are_the_only_ones(String variable) {
        assertThat(JavaOptions.SERVER.in(Map.of(variable, "-XX:+UseG1GC"))).isEmpty();
    }
}

package chat.jim.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void an_archive_of_classes_is_used_if_it_is_there(@TempDir Path folder) throws IOException {
        Path archive = Files.createFile(folder.resolve("jim-client.jsa"));
        Map<String, String> environment = Map.of("JIM_ARCHIVES", folder.toString());

        assertThat(JavaOptions.CLIENT.in(environment)).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(JavaOptions.SERVER.in(environment)).isEqualTo(JavaOptions.SERVER.in(Map.of()));
    }
}

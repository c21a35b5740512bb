package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where settings are looked for. */
@DisabledOnOs(OS.WINDOWS)
class ConfigurationTest {
    @Test
    void the_folder_is_the_one_for_settings_or_else_in_the_home() {
        assertThat(folder(Map.of("XDG_CONFIG_HOME", "/etc/me", "HOME", "/home/me")))
                .isEqualTo(Path.of("/etc/me/jim"));
        assertThat(folder(Map.of("HOME", "/home/me"))).isEqualTo(Path.of("/home/me/.config/jim"));
        assertThat(folder(Map.of())).isEqualTo(Path.of(System.getProperty("user.home"), ".config", "jim"));
    }

    @Test
    void a_folder_that_depends_on_the_current_one_is_none() {
        assertThat(folder(Map.of("XDG_CONFIG_HOME", "etc", "HOME", "/home/me")))
                .isEqualTo(Path.of("/home/me/.config/jim"));
        assertThat(folder(Map.of("XDG_CONFIG_HOME", "", "HOME", "/home/me")))
                .isEqualTo(Path.of("/home/me/.config/jim"));
    }

    private static Path folder(Map<String, String> environment) {
        return Configuration.folder(environment::get);
    }
}

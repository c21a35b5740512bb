package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where a user's files are looked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "keeps settings in another folder")
class UserFoldersTest {
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

    @Test
    void what_is_kept_from_one_time_to_the_next_has_a_folder_of_its_own() {
        assertThat(new UserFolders(Map.of("HOME", "/home/me")::get).state())
                .isEqualTo(Path.of("/home/me/.local/state/jim"));
        assertThat(new UserFolders(Map.of("XDG_STATE_HOME", "/var/me")::get).state())
                .isEqualTo(Path.of("/var/me/jim"));
    }

    @Test
    void data_that_is_to_last_has_a_folder_of_its_own() {
        assertThat(new UserFolders(Map.of("HOME", "/home/me")::get).data())
                .isEqualTo(Path.of("/home/me/.local/share/jim"));
        assertThat(new UserFolders(Map.of("XDG_DATA_HOME", "/var/me")::get).data())
                .isEqualTo(Path.of("/var/me/jim"));
        assertThat(new UserFolders(Map.of("XDG_DATA_HOME", "share", "HOME", "/home/me")::get).data())
                .isEqualTo(Path.of("/home/me/.local/share/jim"));
    }

    @Test
    void the_home_is_shown_as_a_tilde() {
        UserFolders folders = new UserFolders(Map.of("HOME", "/home/me")::get);

        assertThat(folders.shown(Path.of("/home/me/a/../b"))).isEqualTo("~/b");
        assertThat(folders.shown(Path.of("/home/me"))).isEqualTo("/home/me");
        assertThat(folders.shown(Path.of("/home/mercy/b"))).isEqualTo("/home/mercy/b");
        assertThat(new UserFolders(Map.of("HOME", "/")::get).shown(Path.of("/var")))
                .isEqualTo("/var");
    }

    private static Path folder(Map<String, String> environment) {
        return new UserFolders(environment::get).settings();
    }
}

package chat.jim.process;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The folders for a user's files of this program: the XDG base directories, or those of Windows.
 *
 * @param environment gives the value of a variable
 */
public record UserFolders(UnaryOperator<@Nullable String> environment) {
    /** The folders of the user who runs this program. */
    public static UserFolders ofUser() {
        return new UserFolders(Environment::get);
    }

    /** The folder for settings. */
    public Path settings() {
        return folder("APPDATA", "XDG_CONFIG_HOME", ".config");
    }

    /** The folder for what the program keeps between runs. */
    public Path state() {
        return folder("LOCALAPPDATA", "XDG_STATE_HOME", ".local/state");
    }

    /** The folder for data that is to last. */
    public Path data() {
        return folder("LOCALAPPDATA", "XDG_DATA_HOME", ".local/share");
    }

    /** A place as people name it: the user's home is {@code ~}. */
    public String shown(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        Path home = Path.of(home());
        boolean below = home.isAbsolute() && home.getNameCount() > 0 && whole.startsWith(home) && !whole.equals(home);
        return below ? Path.of("~").resolve(home.relativize(whole)).toString() : whole.toString();
    }

    /** The user's home. */
    public String home() {
        String home = environment.apply("HOME");
        return home == null || home.isEmpty() ? System.getProperty("user.home", "") : home;
    }

    /** XDG demands that a relative path in its variables is ignored. */
    private Path folder(String windowsVariable, String variable, String usual) {
        String windows = environment.apply(windowsVariable);
        if (System.getProperty("os.name", "").startsWith("Windows")
                && windows != null
                && Path.of(windows).isAbsolute()) {
            return Path.of(windows, "jim");
        }
        String folder = environment.apply(variable);
        return folder != null && Path.of(folder).isAbsolute() ? Path.of(folder, "jim") : Path.of(home(), usual, "jim");
    }
}

package chat.jim.process;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's files of this program are: as the XDG base directories say, or in the folders that Windows has for it.
 *
 * @param environment finds a variable's value by its name
 */
public record UserFolders(UnaryOperator<@Nullable String> environment) {
    /** Those of whoever started this program. */
    public static UserFolders ofUser() {
        return new UserFolders(Environment::get);
    }

    /** For what the user has set. */
    public Path settings() {
        return folder("APPDATA", "XDG_CONFIG_HOME", ".config");
    }

    /** For what the program keeps from one time to the next. */
    public Path state() {
        return folder("LOCALAPPDATA", "XDG_STATE_HOME", ".local/state");
    }

    /** The user's home. */
    public String home() {
        String home = environment.apply("HOME");
        return home == null || home.isEmpty() ? System.getProperty("user.home", "") : home;
    }

    /** XDG demands that its variables are absolute, or else ignored. */
    private Path folder(String ofWindows, String variable, String usual) {
        String windows = environment.apply(ofWindows);
        if (System.getProperty("os.name", "").startsWith("Windows") && windows != null) {
            return Path.of(windows, "jim");
        }
        String folder = environment.apply(variable);
        return folder != null && Path.of(folder).isAbsolute() ? Path.of(folder, "jim") : Path.of(home(), usual, "jim");
    }
}

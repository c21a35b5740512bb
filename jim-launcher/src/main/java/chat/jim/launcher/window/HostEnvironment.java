package chat.jim.launcher.window;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The machine and session in which the launcher runs.
 *
 * @param environment the environment variables
 * @param system the operating system's name, as Java gives it
 */
public record HostEnvironment(Map<String, String> environment, String system) {
    /** The environment of this process. */
    public static HostEnvironment here() {
        return new HostEnvironment(System.getenv(), System.getProperty("os.name", ""));
    }

    /** The value of an environment variable; empty if it is not set. */
    String variable(String name) {
        return Objects.requireNonNullElse(environment.get(name), "");
    }

    boolean isMac() {
        return system.startsWith("Mac");
    }

    boolean isWindows() {
        return system.startsWith("Windows");
    }

    /** Whether a window would open in front of the user, and not on the desk of a machine that is used over ssh. */
    boolean hasDesktop() {
        return (isMac() || isWindows())
                ? variable("SSH_CONNECTION").isEmpty()
                : !variable("DISPLAY").isEmpty() || !variable("WAYLAND_DISPLAY").isEmpty();
    }

    /** Whether a program of that name is on the path. */
    public boolean has(String program) {
        for (String folder : variable("PATH").split(File.pathSeparator, -1)) {
            try {
                if (Files.isExecutable(Path.of(folder, program))) {
                    return true;
                }
            } catch (InvalidPathException e) {
                // Such a folder holds no program.
            }
        }
        return false;
    }
}

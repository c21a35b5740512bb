package chat.jim.launcher.window;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where the launcher runs.
 *
 * @param environment the environment variables
 * @param system the operating system's name, as Java tells it
 */
public record HostEnvironment(Map<String, String> environment, String system) {
    /** Those of this process. */
    public static HostEnvironment here() {
        return new HostEnvironment(System.getenv(), System.getProperty("os.name", ""));
    }

    /** The environment variable, or nothing. */
    String variable(String name) {
        return Objects.requireNonNullElse(environment.get(name), "");
    }

    /** Whether this is macOS. */
    boolean isMac() {
        return system.startsWith("Mac");
    }

    /** Whether this is Windows. */
    boolean isWindows() {
        return system.startsWith("Windows");
    }

    /** Whether windows would open before the person: not on the far machine's desk, for who came by ssh. */
    boolean hasDesktop() {
        return (isMac() || isWindows())
                ? variable("SSH_CONNECTION").isEmpty()
                : !variable("DISPLAY").isEmpty() || !variable("WAYLAND_DISPLAY").isEmpty();
    }

    /** Whether there is a program of that name on the path. */
    public boolean has(String program) {
        for (String folder : variable("PATH").split(File.pathSeparator, -1)) {
            try {
                if (Files.isExecutable(Path.of(folder, program))) {
                    return true;
                }
            } catch (InvalidPathException e) {
                // No program can be there.
            }
        }
        return false;
    }
}

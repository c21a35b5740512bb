package chat.jim.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many files, including sockets, this process may have open at once. */
public final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern LIMIT = Pattern.compile("Max open files +([0-9]+) .*");

    private OpenFiles() {}

    /** The limit; empty if there is none, or it is unknown. */
    public static OptionalLong limit() {
        return Files.isReadable(LIMITS) ? fromLimits(LIMITS) : fromManagement();
    }

    /** Far quicker than loading Java's management classes. */
    static OptionalLong fromLimits(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(LIMIT::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong fromManagement() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? OptionalLong.of(unix.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }
}

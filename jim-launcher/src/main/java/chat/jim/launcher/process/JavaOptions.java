package chat.jim.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options with which Java takes little memory, since the programs of a launcher share one machine. Java's usual garbage
 * collector is made for large machines: with the serial one, a server under load takes less than half of the memory, and a
 * client three quarters, for the same processor time.
 */
public enum JavaOptions {
    SERVER,
    CLIENT;

    /** Where a package has set this variable, the folder has archives of classes, with which programs start faster. */
    private static final String ARCHIVES = "JIM_ARCHIVES";

    /** The options for a program that gets the environment of this process. */
    public List<String> here() {
        return in(System.getenv());
    }

    /** None if the user has set options for Java in this environment: two collectors would be an error. */
    List<String> in(Map<String, String> environment) {
        if (environment.containsKey("JAVA_TOOL_OPTIONS") || environment.containsKey("JDK_JAVA_OPTIONS")) {
            return List.of();
        }
        return Stream.concat(small(), archive(environment.get(ARCHIVES))).toList();
    }

    private Stream<String> small() {
        return switch (this) {
            case SERVER -> Stream.of("-XX:+UseSerialGC", "-Xms16m");
            // A client should start quickly rather than be fast after hours.
            case CLIENT -> Stream.of("-XX:+UseSerialGC", "-Xms8m", "-XX:TieredStopAtLevel=1");
        };
    }

    /** Java says nothing of an archive that does not fit, and goes without. */
    private Stream<String> archive(@Nullable String folder) {
        if (folder == null) {
            return Stream.empty();
        }
        Path archive = Path.of(folder, this == SERVER ? "jim-server.jsa" : "jim-client.jsa");
        if (!Files.isReadable(archive)) {
            return Stream.empty();
        }
        return Stream.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:disable");
    }
}

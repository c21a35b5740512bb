package chat.jim.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The classes of a built jar as the JVM has them once they are loaded, for its class data sharing: a program needs a
 * quarter less of a processor to start then. Made by the first test that starts a jar; a JVM that has no use for it does
 * without.
 */
final class ClassArchive {
    /** With these arguments a jar loads most of what it needs, and fails at once: nobody is there. */
    private static final Map<String, List<String>> FAILING = Map.of(
            "jim-client.jar", List.of("127.0.0.1", "1", "-n", "nobody"), "jim-server.jar", List.of("-a", "240.0.0.1"));

    private ClassArchive() {}

    /** The options for a JVM that runs {@code jar}, started by {@code java} otherwise. */
    static synchronized List<String> options(List<String> java, Path jar) {
        List<String> arguments = FAILING.get(jar.getFileName().toString());
        if (arguments == null) {
            return List.of();
        }
        try {
            Path archive = jar.resolveSibling(jar.getFileName() + "-" + Runtime.version() + ".jsa");
            if (Files.notExists(archive) || isNewer(jar, archive)) {
                make(archive, java, jar, arguments);
            }
            return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off") : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewer(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    /** Other tests may be at it at the same time: it is there only when it is whole. */
    private static void make(Path archive, List<String> java, Path jar, List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory(jar.getParent(), "class-archive");
        Path made = folder.resolve("made.jsa");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-Xlog:disable", "-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Program.isolate(builder.environment(), folder);
        builder.start().onExit().join();
        if (Files.exists(made)) {
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

package chat.jim.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands by which tests start Java, with the JVM that they run in themselves. */
public final class JavaCommand {
    /** A program of a test lives for a second: what makes a long life fast only costs it time. */
    private static final List<String> FAST_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private JavaCommand() {}

    /** {@code java -jar JAR ARGUMENTS} for a jar of the last build. */
    public static List<String> ofJar(String jar, String... arguments) {
        return ofJar(List.of(), jar, arguments);
    }

    /** The same with options for the JVM. */
    static List<String> ofJar(List<String> jvmOptions, String jar, String... arguments) {
        Path file = built(jar);
        List<String> command = java();
        command.addAll(ClassArchive.options(java(), file));
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(file.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a class of the tests. */
    public static List<String> ofClass(Class<?> main, String... arguments) {
        List<String> command = java();
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * What has the server and the clients start as fast as by these commands if it is in the environment of a launcher, with
     * more options for all of them. Each says so on its standard error.
     */
    public static List<String> environmentOfAll(String... moreOptions) {
        List<String> options = new ArrayList<>(FAST_START);
        options.addAll(List.of(moreOptions));
        ClassArchive.of(java(), built("jim-server.jar"));
        Path archive = ClassArchive.of(java(), built("jim-client.jar"));
        return List.of("_JAVA_OPTIONS=" + String.join(" ", options), "JIM_ARCHIVES=" + archive.getParent());
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FAST_START);
        return command;
    }

    private static Path built(String jar) {
        return Path.of("..", "target", jar).toAbsolutePath().normalize();
    }
}

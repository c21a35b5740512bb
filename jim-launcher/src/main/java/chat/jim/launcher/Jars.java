package chat.jim.launcher;

import chat.jim.process.Failure;
import chat.jim.process.ParentProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs beside this one, each a jar in the same folder. */
record Jars(Path folder) {
    private static final Pattern LISTENING = Pattern.compile("Listening on .*, port (\\d+)\\..*");

    /** Those in the folder of the running jar. */
    static Jars besideThis() {
        try {
            return new Jars(Path.of(Jars.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(""));
        } catch (URISyntaxException e) {
            throw new Failure("Cannot tell where jim-launcher.jar is: " + e.getMessage());
        }
    }

    /**
     * Starts one of them with the Java of this process, to end with it at the latest.
     *
     * @param ofJava options for Java itself
     * @throws Failure it cannot be started
     */
    Child start(String name, List<String> ofJava, String jar, List<String> arguments) {
        Path file = folder.resolve(jar);
        if (!Files.exists(file)) {
            throw new Failure("There is no " + jar + " beside jim-launcher.jar: build it with mvn package.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(ParentProcess.option());
        command.addAll(ofJava);
        command.add("-jar");
        command.add(file.toString());
        command.addAll(arguments);
        try {
            return Child.start(name, command);
        } catch (IOException e) {
            throw new Failure("Cannot start " + name + ": " + e.getMessage());
        }
    }

    /** The port that a server says it listens at, if this line of its output is the one that says so. */
    static Optional<Integer> port(String line) {
        Matcher listening = LISTENING.matcher(line);
        return listening.matches() ? Optional.of(Integer.valueOf(listening.group(1))) : Optional.empty();
    }
}

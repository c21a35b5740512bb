package chat.jim.launcher.process;

import chat.jim.process.Failure;
import chat.jim.process.ParentProcess;
import chat.jim.text.Texts;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs in a folder, each of them a jar. */
public record Jars(Path folder) {
    private static final Texts TEXTS = Texts.of(Jars.class);

    /** The jars in the folder of the running one. */
    public static Jars besideThis() {
        try {
            return new Jars(Path.of(Jars.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(""));
        } catch (URISyntaxException e) {
            throw new Failure(TEXTS.say("jar.nowhere", String.valueOf(e.getMessage())));
        }
    }

    /**
     * The command that runs a jar with the Java of this process. The program ends with this process at the latest.
     *
     * @param javaOptions options for Java itself
     * @throws Failure the jar is missing
     */
    public List<String> command(String jar, List<String> javaOptions, List<String> arguments) {
        Path file = folder.resolve(jar);
        if (!Files.exists(file)) {
            throw new Failure(TEXTS.say("jar.none", jar));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(ParentProcess.option());
        command.addAll(javaOptions);
        command.add("-jar");
        command.add(file.toString());
        command.addAll(arguments);
        return command;
    }
}

package chat.jim.launcher.process;

import chat.jim.process.Failure;
import chat.jim.process.ParentProcess;
import chat.jim.text.Texts;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs beside this one, each a jar in the same folder. */
public record Jars(Path folder) {
    private static final Texts TEXTS = Texts.of(Jars.class);

    /** Those in the folder of the running jar. */
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
     * The command that runs one of them with the Java of this process, to end with it at the latest.
     *
     * @param ofJava options for Java itself
     * @throws Failure it is not there
     */
    public List<String> command(String jar, List<String> ofJava, List<String> arguments) {
        Path file = folder.resolve(jar);
        if (!Files.exists(file)) {
            throw new Failure(TEXTS.say("jar.none", jar));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(ParentProcess.option());
        command.addAll(ofJava);
        command.add("-jar");
        command.add(file.toString());
        command.addAll(arguments);
        return command;
    }
}

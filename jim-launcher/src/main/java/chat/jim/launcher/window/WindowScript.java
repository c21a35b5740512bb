package chat.jim.launcher.window;

import chat.jim.text.Texts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The script that a POSIX shell runs in a window. */
final class WindowScript {
    private static final Texts TEXTS = Texts.of(WindowScript.class);

    private WindowScript() {}

    /**
     * A script that writes its process id into a file, runs a command in a folder, and ends with it. If the command fails,
     * the script waits, so that its output can be read, until somebody presses Enter or the launcher has ended. The loop that
     * checks for the latter is no child of the script, so that the script has no process below it then.
     */
    static String text(List<String> command, Path folder, Path pidFile, long launcher) {
        return """
                cd %s
                echo $$ >%s
                %s && exit
                stty sane
                printf '%%b\\n' %s
                ( { while kill -0 %d && kill -0 $$; do sleep 1; done; kill $$; } >/dev/null 2>&1 & )
                read -r _
                """.formatted(
                        quoted(folder.toString()),
                        quoted(pidFile.toString()),
                        quoted(command),
                        quoted(ascii(TEXTS.say("window.failed"))),
                        launcher);
    }

    /** The same in the folder of this process, which is the launcher. */
    static String text(List<String> command, Path pidFile) {
        return text(
                command,
                Path.of("").toAbsolutePath(),
                pidFile,
                ProcessHandle.current().pid());
    }

    /** A command, quoted for a shell. */
    static String quoted(List<String> command) {
        return command.stream().map(WindowScript::quoted).collect(Collectors.joining(" "));
    }

    /** Escapes for the shell's printf: with {@code LANG=C}, Java passes only ASCII to other programs. */
    private static String ascii(String words) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : words.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(b < 0 ? String.format(Locale.ROOT, "\\0%03o", b & 0xFF) : (char) b);
        }
        return escaped.toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}

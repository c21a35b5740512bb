package chat.jim.launcher.window;

import chat.jim.text.Texts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a window runs where there is a POSIX shell. */
final class WindowScript {
    private static final Texts TEXTS = Texts.of(WindowScript.class);

    private WindowScript() {}

    /**
     * A script that runs a command in a folder, writes its own process id into a file first, and ends with the command.
     * Only after a failure it stays, for its words to be read, until somebody presses Enter or the launcher is gone; who
     * looks for that is not its child, so that it has no process below it then.
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

    /** The words of a command as a shell reads them. */
    static String quoted(List<String> command) {
        return command.stream().map(WindowScript::quoted).collect(Collectors.joining(" "));
    }

    /** For the shell's printf: in a bare {@code LANG=C} Java gives another program no other letters. */
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

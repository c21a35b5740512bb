package chat.jim.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a window runs where there is a POSIX shell. */
final class WindowScript {
    /** The words for a client that has failed, whose own words are above. */
    private static final String FAILED = "It has failed. Press Enter to close this.";

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
                echo %s
                ( { while kill -0 %d && kill -0 $$; do sleep 1; done; kill $$; } >/dev/null 2>&1 & )
                read -r _
                """.formatted(
                quoted(folder.toString()), quoted(pidFile.toString()), quoted(command), quoted(FAILED), launcher);
    }

    /** The words of a command as a shell reads them. */
    static String quoted(List<String> command) {
        return command.stream().map(WindowScript::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}

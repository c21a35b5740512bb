package chat.jim.client.console;

import chat.jim.process.Stdio;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what sort of terminal the program was started at. */
public final class Terminals {
    private static final Logger LOG = LoggerFactory.getLogger(Terminals.class);

    private Terminals() {}

    /** Takes over the terminal, or whatever the standard streams are. */
    public static Terminal open() {
        if (!Stdio.isTerminal()) {
            return PlainTerminal.ofPipe(Stdio.in(), Stdio.out());
        }
        if (isDumb()) {
            return plain();
        }
        try {
            return new EditingTerminal(historyFile());
        } catch (IOException | IllegalStateException e) {
            LOG.warn("There is no line editor on this terminal", e);
            return plain();
        }
    }

    private static Terminal plain() {
        return PlainTerminal.ofPerson(Stdio.in(), Stdio::readSecret, Stdio.out());
    }

    /** A dumb terminal can neither move its cursor nor erase: the editor would hide what is typed. */
    private static boolean isDumb() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return System.getenv()
                .getOrDefault("TERM", windows ? "windows" : "dumb")
                .equals("dumb");
    }

    private static Path historyFile() {
        String state =
                System.getenv().getOrDefault("XDG_STATE_HOME", System.getenv().getOrDefault("LOCALAPPDATA", ""));
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        Path folder = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        return folder.resolve("jim").resolve("history");
    }
}

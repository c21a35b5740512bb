package chat.jim.client.terminal;

import chat.jim.process.UserFolders;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what the terminal can do that the program was started at. */
public final class Terminals {
    private static final Logger LOG = LoggerFactory.getLogger(Terminals.class);

    private Terminals() {}

    /** Takes over the terminal, of which {@code out} is the output, with a line editor; null where there can be none. */
    public static @Nullable Terminal editing(PrintStream out) {
        if (isDumb()) {
            return null;
        }
        try {
            return new EditingTerminal(UserFolders.ofUser().state().resolve("history"), out);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("There is no line editor on this terminal", e);
            return null;
        }
    }

    /** A dumb terminal can neither move its cursor nor erase: the editor would hide what is typed. */
    private static boolean isDumb() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return System.getenv()
                .getOrDefault("TERM", windows ? "windows" : "dumb")
                .equals("dumb");
    }
}

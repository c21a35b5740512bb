package chat.jim.launcher.window;

import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Role;
import chat.jim.process.Failure;
import java.io.Closeable;
import java.util.List;
import java.util.function.Consumer;

/** Where the clients are seen and typed into. */
public sealed interface Windows extends Closeable permits SharedConsole, TmuxPanes, DesktopWindows {
    /**
     * Starts a client there.
     *
     * @param onEnd is told when it has ended
     * @throws Failure it cannot be started
     */
    Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd);

    /** Whether the launcher's own console has room for the server's log. */
    boolean leaveConsoleFree();

    /** What there is and what can be typed at the launcher's console, for people. */
    String usage();

    /** Takes a line that was typed at the launcher's console for a client. */
    void type(String line);

    /** Waits until all that were started are ready for their people, as far as that can be known. */
    default void awaitReady() {}

    /** Waits until what was typed has had time to be said and shown. */
    default void awaitQuiet() {}

    /** Leaves everything as it was before the clients, which have ended. May be called again. */
    @Override
    default void close() {}
}

package chat.jim.launcher.window;

import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Role;
import chat.jim.process.Failure;
import java.util.List;
import java.util.function.Consumer;

/** Where the clients are shown, and typed into. */
public interface Windows {
    /**
     * Starts a client there.
     *
     * @param onEnd is called when it has ended
     * @throws Failure it cannot be started
     */
    Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd);

    /** Whether the launcher's own console has room for the server's log. */
    boolean leaveConsoleFree();

    /** Explains to the user what can be typed at the launcher's console. */
    String usage();

    /** Passes on a line that was typed at the launcher's console for a client. */
    void type(String line);

    /** Waits until all clients are ready for input, as far as that can be known. */
    default void awaitReady() {}

    /** Waits until what was typed has had time to be sent and shown. */
    default void awaitQuiet() {}

    /** Restores everything to how it was before. All clients have ended. May be called more than once. */
    default void close() {}
}

package chat.jim.client.cli;

import chat.jim.cli.LogOptions;
import chat.jim.process.Stdio;
import chat.jim.process.UserFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options about the client's log. Unlike a server, a client is started in any folder: it writes into that only if there
 * is a place for logs already.
 */
final class ClientLogOptions {
    private static final Path HERE = Path.of("logs");

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "The folder for the log files (default: logs if the current folder has one, else"
                    + " ~/.local/state/jim).")
    private @Nullable Path directory;

    private final AtomicReference<@Nullable String> late = new AtomicReference<>();

    @Option(names = "--trace-calls", description = "Log each request or event with its caller, without texts.")
    private boolean traceCalls;

    ClientLogOptions() {}

    /**
     * Opens the log. If that fails, it says so, and the client runs without a log.
     *
     * @param onScreen whether what goes wrong later would come into the chat on a screen: {@link #tellLate} tells of it
     */
    void open(boolean onScreen) {
        LogOptions.open(
                directory == null ? usual() : directory,
                "logback-client.xml",
                onScreen ? late::set : Stdio.err()::println);
    }

    /** Tells what was not to be told on the screen. */
    void tellLate() {
        String sentence = late.get();
        if (sentence != null) {
            Stdio.err().println(sentence);
        }
    }

    private static Path usual() {
        return Files.isDirectory(HERE) ? HERE : UserFolders.ofUser().state();
    }

    /** Whether to log calls, see {@link chat.jim.log.CallLog}. */
    boolean traceCalls() {
        return traceCalls;
    }
}

package chat.jim.cli;

import chat.jim.log.LogFiles;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options about a program's log. */
public final class LogOptions {
    private static final Texts TEXTS = Texts.of(LogOptions.class);

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            defaultValue = "logs",
            description = "The folder for the log files (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("logs");

    @Option(
            names = "--trace-calls",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description = "Log each request or event with its caller, without texts.")
    private boolean traceCalls;

    /** For picocli. */
    public LogOptions() {}

    /** Those of the program that a subcommand belongs to. */
    public static LogOptions of(CommandSpec command) {
        return (LogOptions)
                Objects.requireNonNull(command.root().mixins().get("log")).userObject();
    }

    /** Opens the audit file of a server as {@link LogFiles#openAudit} does, and tells on the standard error. */
    public void openAudit() {
        LogFiles.openAudit(directory, e -> Stdio.err().println(TEXTS.say("log.failing", directory, Failure.reason(e))));
    }

    /** Opens the log files as {@link #open(Path, String)} does. */
    public void open(String configuration) {
        open(directory, configuration);
    }

    /** Opens the log files as {@link #open(Path, String, Consumer)} does, and tells on the standard error. */
    public static void open(Path directory, String configuration) {
        open(directory, configuration, Stdio.err()::println);
    }

    /**
     * Opens the log files as {@link LogFiles#open} does. If that fails, it says so, and the program runs without a log.
     *
     * @param later is told, on another thread, if the log cannot be written later
     */
    public static void open(Path directory, String configuration, Consumer<String> later) {
        try {
            LogFiles.open(
                    directory,
                    configuration,
                    e -> later.accept(TEXTS.say("log.failing", directory, Failure.reason(e))));
        } catch (IOException e) {
            Stdio.err().println(TEXTS.say("log.closed", directory));
        }
    }

    /** The folder for the log files. */
    public Path directory() {
        return directory;
    }

    /** Whether to log calls, see {@link chat.jim.log.CallLog}. */
    public boolean traceCalls() {
        return traceCalls;
    }

    /** The same options for the command line of another program. */
    public List<String> arguments() {
        return arguments(directory);
    }

    /** The same with another folder, for one of several programs whose files have the same names. */
    public List<String> arguments(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("--logs", folder.toString()));
        if (traceCalls) {
            arguments.add("--trace-calls");
        }
        return arguments;
    }
}

package chat.jim.process;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a program's command line: exit status 0 fine, 1 failed, 2 wrong usage, each error one clear line on stderr. */
public final class CommandLines {
    /** The heading of the exit statuses in the help. */
    public static final String EXIT_STATUS = "Exit status:%n";

    private CommandLines() {}

    /** Runs {@code command} with {@code arguments}, and returns the exit status. */
    public static int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(Stdio.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(Stdio.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(
                        (e, args) -> usage(e, e.getCommandLine().getErr()))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line.getErr()))
                .execute(arguments);
    }

    private static int usage(ParameterException e, PrintWriter err) {
        err.println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try --help.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        err.println(e instanceof Failure ? e.getMessage() : "This is a bug in the program: " + e);
        return ExitCode.SOFTWARE;
    }
}

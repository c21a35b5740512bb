package chat.jim.server.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option that shows the help of a command, and of the commands below it. */
final class HelpOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    HelpOptions() {}
}

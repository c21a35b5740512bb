package chat.jim.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option about the folder of the server's data, for the server and for programs that start one. */
public final class DataOption {
    /** Its name, for a command whose subcommands must not inherit the option. */
    public static final String NAME = "--data";

    /** Its text in the help. */
    public static final String DESCRIPTION = "The folder in which the accounts are kept (default: ${DEFAULT-VALUE}).";

    @Option(
            names = NAME,
            paramLabel = "DIR",
            defaultValue = "data",
            scope = ScopeType.INHERIT,
            description = DESCRIPTION)
    private Path directory = Path.of("data");

    /** For picocli. */
    public DataOption() {}

    /** The folder. */
    public Path directory() {
        return directory;
    }
}

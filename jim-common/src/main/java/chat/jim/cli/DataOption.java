package chat.jim.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of the server, and of whatever starts one, about what it keeps. */
public final class DataOption {
    /** Its name, for a command whose own commands must not inherit it. */
    public static final String NAME = "--data";

    /** What it says in the help. */
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

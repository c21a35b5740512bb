package chat.jim.process;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of the server, and of whatever starts one, about what it keeps. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            scope = ScopeType.INHERIT,
            description = "The folder in which the accounts are kept (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("data");

    /** For picocli. */
    public DataOption() {}

    /** The folder. */
    public Path directory() {
        return directory;
    }
}

package chat.jim.server.option;

import chat.jim.process.Failure;
import chat.jim.process.UserFolders;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option about the folder of the server's data, and where that is if nobody names one. */
public final class DataOptions {
    private static final Texts TEXTS = Texts.of(DataOptions.class);

    /** Where the accounts were kept before they had a place that does not depend on the current folder. */
    private static final Path HERE = Path.of("data");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The folder in which the accounts are kept (default: ~/.local/share/jim; or data in the current"
                            + " folder, if accounts are there already).")
    private @Nullable Path named;

    /** For picocli. */
    public DataOptions() {}

    /** Those of the program that a subcommand belongs to: they may stand before it or behind it. */
    public static DataOptions of(CommandSpec command) {
        return (DataOptions)
                Objects.requireNonNull(command.root().mixins().get("data")).userObject();
    }

    /**
     * The folder.
     *
     * @throws Failure none is named, and the user has no home
     */
    public Path directory() {
        if (named != null) {
            return named;
        }
        return SqliteStore.exists(HERE) ? HERE : usual();
    }

    /** The folder as people name it. */
    public String shown() {
        return UserFolders.ofUser().shown(directory());
    }

    /** How to move accounts that are in the current folder, or null if there is nothing to move. */
    public @Nullable String advice() {
        if (named != null || !SqliteStore.exists(HERE)) {
            return null;
        }
        String key = SqliteStore.exists(usual()) ? "data.two" : "data.here";
        return TEXTS.say(key, shown(), UserFolders.ofUser().shown(usual()));
    }

    private static Path usual() {
        Path usual = UserFolders.ofUser().data();
        if (!usual.isAbsolute()) {
            throw new Failure(TEXTS.say("data.nohome"));
        }
        return usual;
    }
}

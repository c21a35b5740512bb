package chat.jim.server.option;

import chat.jim.cli.Converters;
import chat.jim.process.Failure;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Retention;
import chat.jim.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The server's options about the backups that it makes. */
public final class BackupOptions {
    private static final Texts TEXTS = Texts.of(BackupOptions.class);

    @Option(
            names = "--backup-every",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Interval.class,
            description = "How often to make a backup of what is kept; off: never (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--backup-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder of the backups (default: backup in the folder of the data).")
    private @Nullable Path named;

    @Option(
            names = "--backup-keep",
            paramLabel = "DAYS,WEEKS",
            defaultValue = "7d,4w",
            converter = Kept.class,
            description = "Of how many days and weeks to keep the last backup; the others are deleted (default:"
                    + " ${DEFAULT-VALUE}).")
    private Retention kept = new Retention(1, 0);

    /** For picocli. */
    public BackupOptions() {}

    /** Those of the program that a subcommand belongs to. */
    public static BackupOptions of(CommandSpec command) {
        return (BackupOptions)
                Objects.requireNonNull(command.root().mixins().get("backups")).userObject();
    }

    /** Whether the command line names their folder. */
    public static boolean isFolderGiven(CommandSpec command) {
        for (CommandSpec one = command; one != null; one = one.parent()) {
            if (one.commandLine().getParseResult().hasMatchedOption("--backup-dir")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The folder {@code backups}, if it can have the backups of the folder {@code data}.
     *
     * @param option names another one
     * @throws Failure the copies would take the places of what they are copies of
     */
    public static Path fit(Path backups, Path data, String option) {
        if (!Backups.isFit(backups, data)) {
            throw new Failure(TEXTS.say("backup.nofolder", backups, option));
        }
        return backups;
    }

    /**
     * How they are made, if {@code data} is the folder of the data.
     *
     * @throws Failure as {@link #folder}
     */
    public Backups.Plan plan(Path data) {
        return new Backups.Plan(folder(data), kept, every);
    }

    /**
     * Where they are, if {@code data} is the folder of the data.
     *
     * @throws Failure that folder has the data itself
     */
    public Path folder(Path data) {
        return fit(named == null ? Backups.usualFolder(data) : named, data, "--backup-dir");
    }

    /** Reads how often something is done. */
    static final class Interval implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return text.equals("off") ? Duration.ZERO : new Converters.TimeSpan().convert(text);
        }
    }

    /** Reads which backups are kept. */
    static final class Kept implements ITypeConverter<Retention> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,4})d(?:, *(\\d{1,4})w)?|(\\d{1,4})w");

        @Override
        public Retention convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(TEXTS.say("backup.keep", text));
            }
            return new Retention(number(form.group(1)), number(form.group(2) == null ? form.group(3) : form.group(2)));
        }

        private static int number(@Nullable String digits) {
            return digits == null ? 0 : Integer.parseInt(digits);
        }
    }
}

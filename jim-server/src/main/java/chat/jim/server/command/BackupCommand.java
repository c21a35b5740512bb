package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.codec.JsonLine;
import chat.jim.log.Audit;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.server.control.ControlClient;
import chat.jim.server.control.RefusedException;
import chat.jim.server.control.Reply;
import chat.jim.server.option.BackupOptions;
import chat.jim.server.option.DataOptions;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Counts;
import chat.jim.server.store.backup.Retention;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.StoreLock;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code jim-server backup}: makes a backup, also while the server runs. */
@Command(
        name = "backup",
        description = "Makes a backup of what is kept, and reads it again. The server may be running.",
        sortOptions = false,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:done", "1:nothing is kept there, it cannot be read, or there is no room", "2:wrong usage"})
public final class BackupCommand implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(BackupCommand.class);

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "The folder for it, from which nothing is deleted (default: that of --backup-dir).")
    private @Nullable Path to;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /** For picocli. */
    public BackupCommand() {}

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(command);
        AccountCommand.folderOf(own).checkExists();
        if (to == null && !BackupOptions.isFolderGiven(own) && isMadeByServer(own)) {
            return 0;
        }
        Path data = DataOptions.of(own).directory();
        Backups.Plan plan = to == null
                ? BackupOptions.of(own).plan(data)
                : new Backups.Plan(BackupOptions.fit(to, data, "--to"), Retention.ALL, Duration.ZERO);
        try {
            Backups.Result made = make(data, new Backups(data, plan, InstantSource.system()));
            Counts counts = made.counts();
            Stdio.output()
                    .printResult(TEXTS.say(
                            "backup.made", made.file(), counts.accounts(), counts.messages(), counts.rooms()));
            return 0;
        } catch (FolderTakenException e) {
            throw new Failure(TEXTS.say("backup.taken", plan.folder(), e.process()));
        } catch (StoreException e) {
            throw e.reason() == Reason.DAMAGED
                    ? new Failure(TEXTS.say("backup.damaged", String.valueOf(e.getMessage())))
                    : failure(plan.folder(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw failure(plan.folder(), Failure.reason(e));
        }
    }

    /** A server that runs makes it, so that it knows of it; false if none runs, or it cannot be reached. */
    private static boolean isMadeByServer(CommandSpec command) {
        try (ControlClient server =
                ControlClient.connect(DataOptions.of(command).directory())) {
            if (server == null) {
                return false;
            }
            Reply made = server.ask(JsonLine.empty().with("action", "backup"));
            Stdio.output().printResult(made.sentence().toString());
            return true;
        } catch (RefusedException e) {
            throw new Failure(e.sentence().toString());
        } catch (IOException e) {
            return false;
        }
    }

    /** Nobody repairs the store meanwhile. */
    private static Backups.Result make(Path data, Backups backups) throws IOException {
        try (StoreLock lock = StoreLock.acquire(data)) {
            lock.share();
            return backups.run(AccountCommand.by(Audit.of("backup")));
        }
    }

    private static Failure failure(Path folder, String reason) {
        return new Failure(TEXTS.say("backup.failed", folder, reason));
    }
}

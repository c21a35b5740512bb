package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.codec.JsonLine;
import chat.jim.log.Audit;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.protocol.Code;
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
import picocli.CommandLine.Mixin;
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

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    /** For picocli. */
    public BackupCommand() {}

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(command);
        if (ClusterOptions.of(own).isOn()) {
            throw new Failure(TEXTS.say("backup.cluster"));
        }
        DataFolder folder = AccountCommand.folderOf(own);
        folder.checkExists();
        folder.warnOfCluster("backup.ofcluster");
        if (to == null && !BackupOptions.isFolderGiven(own) && isMadeByServer(own)) {
            return 0;
        }
        Path data = DataOptions.of(own).directory();
        Backups.Plan plan = to == null
                ? BackupOptions.of(own).plan(data)
                : new Backups.Plan(BackupOptions.fit(to, data, "--to"), Retention.ALL, Duration.ZERO);
        Backups backups = new Backups(data, plan, InstantSource.system());
        try {
            print(answer(plan.folder(), () -> make(data, backups)));
            return 0;
        } catch (RefusedException e) {
            throw new Failure(e.sentence().toString());
        }
    }

    /** Makes a backup. */
    @FunctionalInterface
    public interface Making {
        /** Does it, see {@link Backups#run}. */
        Backups.Result make() throws IOException;
    }

    /**
     * Has a backup made in that folder, and says what is in it.
     *
     * @throws RefusedException it cannot be made, with the sentence that says why
     */
    public static Reply answer(Path folder, Making making) {
        try {
            Backups.Result made = making.make();
            Counts counts = made.counts();
            return Reply.done("backup.made", made.file(), counts.accounts(), counts.messages(), counts.rooms());
        } catch (FolderTakenException e) {
            throw RefusedException.of(Code.CONFLICT, "backup.taken", folder, e.process());
        } catch (StoreException e) {
            String reason = String.valueOf(e.getMessage());
            throw e.reason() == Reason.DAMAGED
                    ? RefusedException.of(Code.SERVER_ERROR, "backup.damaged", reason)
                    : RefusedException.of(Code.SERVER_ERROR, "backup.failed", folder, reason);
        } catch (IOException e) {
            throw RefusedException.of(Code.SERVER_ERROR, "backup.failed", folder, Failure.reason(e));
        }
    }

    private static void print(Reply reply) {
        Stdio.output().printResult(reply.sentence().toString());
    }

    /** A server that runs makes it, so that it knows of it; false if none runs, or it cannot be reached. */
    private static boolean isMadeByServer(CommandSpec command) {
        try (ControlClient server =
                ControlClient.connect(DataOptions.of(command).directory())) {
            if (server == null) {
                return false;
            }
            print(server.ask(JsonLine.empty().with("action", "backup")));
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
}

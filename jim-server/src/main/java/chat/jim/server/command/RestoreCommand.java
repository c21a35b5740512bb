package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.cli.LogOptions;
import chat.jim.log.Audit;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.server.option.DataOptions;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.backup.Counts;
import chat.jim.server.store.backup.Restore;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.schema.Schema;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code jim-server restore}: puts a backup into the place of what is kept, while no server runs. */
@Command(
        name = "restore",
        description =
                "Puts a backup, of the accounts or of a month of the history, into the place of what is kept. The server has"
                        + " to be stopped. What is there now is kept under another name.",
        sortOptions = false,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:done", "1:a server is running, the backup is damaged, or there is no room", "2:wrong usage"})
public final class RestoreCommand implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(RestoreCommand.class);

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "The backup, such as backup/jim-20261128T020000Z.db.")
    private @Nullable Path file;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    /** For picocli. */
    public RestoreCommand() {}

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(command);
        LogOptions.of(own).openAudit();
        Path backup = Objects.requireNonNull(file);
        Path data = DataOptions.of(own).directory();
        try {
            Restore.Result done = Restore.restore(backup, data);
            AccountCommand.by(Audit.of("restore").with("file", backup)).write();
            Counts counts = done.counts();
            Stdio.output()
                    .printResult(TEXTS.say(
                            "restore.done", done.file(), counts.accounts(), counts.messages(), counts.rooms()));
            if (done.aside() != null) {
                Stdio.output().printResult(TEXTS.say("restore.aside", done.aside()));
            }
            return 0;
        } catch (FolderTakenException e) {
            throw new Failure(TEXTS.say("restore.taken", data, e.process()));
        } catch (StoreException e) {
            throw e.reason() == Reason.NEWER
                    ? new Failure(TEXTS.say("restore.newer", backup, e.version(), Schema.VERSION))
                    : failure(backup, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw failure(backup, Failure.reason(e));
        }
    }

    private static Failure failure(Path backup, String reason) {
        return new Failure(TEXTS.say("restore.failed", backup, reason));
    }
}

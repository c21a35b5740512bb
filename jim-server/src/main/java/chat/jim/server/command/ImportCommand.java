package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.log.Audit;
import chat.jim.process.Failure;
import chat.jim.process.Stdio;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.transfer.Transfer;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code jim-server account import}: takes the accounts of a server that was alone into a cluster. */
@Command(
        name = "import",
        description = {
            "Takes the accounts in the folder of --data into the cluster of --cluster, once, while no server uses that folder."
                    + " What is in the cluster already stays as it is, and nothing is deleted in the folder.",
            "Taken over: accounts with their passwords, contacts and rights; messages that wait; rooms that stay, with roles and"
                    + " bans; banned addresses. Not taken over: what was said before, up to where it was read, and sessions:"
                    + " everybody logs in again."
        },
        sortOptions = false,
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {"0:all was taken over", "1:some of it is there already, or it failed", "2:wrong usage"})
public final class ImportCommand implements Callable<Integer> {
    private static final Texts TEXTS = Texts.of(ImportCommand.class);

    @Spec
    private @Nullable CommandSpec command;

    /** For picocli. */
    public ImportCommand() {}

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(command);
        ClusterOptions cluster = ClusterOptions.of(own);
        if (!cluster.isOn()) {
            throw cluster.wrong(TEXTS.say("import.nocluster"));
        }
        DataFolder folder = AccountCommand.folderOf(own);
        folder.checkExists();
        checkUnused(folder.directory());
        try (Store from = folder.openExisting();
                Store to = ClusterAccess.store(cluster, true)) {
            return report(Transfer.run(from, to));
        } catch (StoreException e) {
            throw new Failure(TEXTS.say("import.failed", String.valueOf(e.getMessage())));
        }
    }

    private static void checkUnused(Path folder) {
        try {
            if (ServerLock.isHeld(folder)) {
                throw new Failure(TEXTS.say("import.running", folder));
            }
        } catch (IOException e) {
            throw new Failure(TEXTS.say("import.failed", Failure.reason(e)));
        }
    }

    private static int report(Transfer.Result done) {
        AccountCommand.by(Audit.of("import").with("accounts", done.accounts())).write();
        Stdio.output()
                .printResult(TEXTS.say(
                        "import.done", done.accounts(), done.contacts(), done.letters(), done.rooms(), done.bans()));
        tell("import.left", done.left());
        tell("import.dropped", done.dropped());
        return done.left().isEmpty() && done.dropped().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void tell(String key, List<String> names) {
        if (!names.isEmpty()) {
            Stdio.err().println(TEXTS.say(key, String.join(", ", names)));
        }
    }
}

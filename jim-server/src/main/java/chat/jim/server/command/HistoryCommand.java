package chat.jim.server.command;

import chat.jim.cli.CommandLines;
import chat.jim.codec.IdField;
import chat.jim.process.Failure;
import chat.jim.process.LineWriter;
import chat.jim.process.Stdio;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.option.ConfirmOptions;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.ServerLock;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code jim-server history}: shows and forgets what was said, also while the server runs. */
@Command(
        name = "history",
        description = "Shows what is kept of what was said, or forgets it. The server may be running.",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = CommandLines.EXIT_STATUS,
        exitCodeList = {
            "0:done",
            "1:no such account, nothing is kept of the room, or the history cannot be read or written",
            "2:wrong usage"
        })
public final class HistoryCommand {
    private static final Texts TEXTS = Texts.of(HistoryCommand.class);
    private static final int AT_ONCE = 500;

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    /** For picocli. */
    public HistoryCommand() {}

    @Command(
            name = "export",
            description =
                    "Prints what an account has said, or what was said in a room, the oldest first: a line of JSON"
                            + " for each message.")
    int export(@Parameters(paramLabel = "NAME|#ROOM", description = "The account's name, or the room's.") String name) {
        return work((store, history) -> {
            if (!name.startsWith("#")) {
                AccountKey account =
                        AccountCommand.existing(store.accounts(), name).key();
                print(after -> history.of(account, after, AT_ONCE));
                return;
            }
            Address room = room(name);
            if (history.newest(room.key()) == 0) {
                throw new Failure(TEXTS.say("history.nothing", room));
            }
            print(after -> history.first(new Range(room.key(), after, Long.MAX_VALUE), AT_ONCE));
        });
    }

    /** @param page what comes after that id */
    private static void print(LongFunction<List<Entry>> page) {
        LineWriter output = Stdio.output();
        List<Entry> entries = page.apply(0);
        while (!entries.isEmpty() && output.failure() == null) {
            StringBuilder lines = new StringBuilder();
            entries.forEach(entry -> lines.append(line(entry)).append('\n'));
            lines.setLength(lines.length() - 1);
            output.printResult(lines.toString());
            entries = page.apply(entries.get(entries.size() - 1).id());
        }
    }

    /** The message as those get it who ask for ids; its line breaks are white space of JSON. */
    private static String line(Entry entry) {
        return IdField.in(entry.message(), entry.id()).text().replace('\n', ' ').replace('\r', ' ');
    }

    @Command(name = "forget", description = "Forgets everything that an account has said. Asks first.")
    int forget(
            @Parameters(paramLabel = "NAME", description = "The account's name.") String name,
            @Mixin ConfirmOptions confirmation) {
        confirmation.check(Objects.requireNonNull(command).commandLine(), TEXTS.say("history.noterminal", name));
        return work((store, history) -> {
            AccountKey account = AccountCommand.existing(store.accounts(), name).key();
            if (!confirmation.isGiven(TEXTS.say("history.ask", account))) {
                throw new Failure(TEXTS.say("history.stays", account));
            }
            store.accounts().forgetMessages(account);
            AccountCommand.audit("forget", account.name());
            String done = cluster().isOn()
                    ? "history.everywhere"
                    : forget(folder().directory(), store.accounts(), account, history);
            Stdio.output().printResult(TEXTS.say(done, account));
        });
    }

    /** Does it, or leaves it to the server that runs: what is said meanwhile is its business. Returns what to say. */
    private static String forget(Path directory, Accounts accounts, AccountKey account, HistoryStore history) {
        try {
            ServerLock lock = ServerLock.acquire(directory);
            try {
                Store.await(history.forget(account).thenRun(() -> accounts.forgot(account)));
            } finally {
                lock.close();
            }
            return "history.forgotten";
        } catch (FolderTakenException e) {
            return "history.noted";
        } catch (IOException e) {
            throw failure(Failure.reason(e));
        }
    }

    /** Something that needs what is kept. */
    private interface Work {
        void run(Store store, HistoryStore history);
    }

    private int work(Work work) {
        DataFolder folder = folder();
        if (cluster().isOn() || folder.isOfCluster()) {
            Stdio.err().println(TEXTS.say("history.ofcluster"));
        }
        try (Store store = cluster().isOn() ? ClusterAccess.store(cluster(), false) : folder.openExisting();
                HistoryStore history = folder.openHistory()) {
            work.run(store, history);
            return 0;
        } catch (StoreException e) {
            throw failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw failure(Failure.reason(e));
        }
    }

    private ClusterOptions cluster() {
        return ClusterOptions.of(Objects.requireNonNull(command));
    }

    private DataFolder folder() {
        return AccountCommand.folderOf(Objects.requireNonNull(command));
    }

    private static Failure failure(String reason) {
        return new Failure(TEXTS.say("history.failed", reason));
    }

    private static Address room(String name) {
        try {
            return Address.room(name);
        } catch (ProtocolException e) {
            throw new Failure(e.sentence());
        }
    }
}

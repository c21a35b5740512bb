package chat.jim.server.command;

import chat.jim.process.Failure;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.repair.RepairReport;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens what is kept in the folder of a server's data, and says in one sentence why it cannot be opened. */
public final class DataFolder {
    private static final Texts TEXTS = Texts.of(DataFolder.class);

    private final Path directory;
    private final Consumer<String> operator;

    /** The folder; {@code operator} is told each line about a repair. */
    public DataFolder(Path directory, Consumer<String> operator) {
        this.directory = directory;
        this.operator = operator;
    }

    /** Where it is. */
    Path directory() {
        return directory;
    }

    /**
     * Opens the store for the server, which has the folder for itself from then on.
     *
     * @throws Failure it cannot be opened
     */
    public Store openForServer() {
        return opened(Repair::openServersStore);
    }

    /** Opens the store beside a server that may be running. */
    Store open() {
        return opened(Repair::openStore);
    }

    /** Opens a store that must exist: a mistyped folder is not made. */
    Store openExisting() {
        if (!SqliteStore.exists(directory)) {
            throw new Failure(TEXTS.say("accounts.none", directory));
        }
        return open();
    }

    /** Opens the history. */
    HistoryStore openHistory() throws IOException {
        return SqliteHistory.open(directory, InstantSource.system());
    }

    /** Opens the history for the server; null if nothing is kept in one, and never was. */
    public @Nullable HistoryStore openHistory(HistoryPolicy policy) {
        try {
            return policy.isOff() && !SqliteHistory.exists(directory) ? null : openHistory();
        } catch (IOException e) {
            throw new Failure(TEXTS.say("history.noplace", directory, Failure.reason(e)));
        }
    }

    /** What keeps the accounts from being opened or changed, and what helps. */
    public Failure cannotKeepAccounts(StoreException e) {
        return switch (e.reason()) {
            case FULL -> new Failure(TEXTS.say("accounts.full", directory));
            case NEWER -> new Failure(TEXTS.say("accounts.newer", directory));
            case UNLOADABLE -> new Failure(TEXTS.say("accounts.unloadable", String.valueOf(e.getMessage())));
            case FAILED, DAMAGED, MISPLACED ->
                new Failure(TEXTS.say("accounts.busy", directory, String.valueOf(e.getMessage())));
        };
    }

    /** Something that opens a store. */
    private interface Opening {
        Store open(Path directory, Consumer<RepairReport> onRepair) throws IOException;
    }

    private Store opened(Opening opening) {
        try {
            return opening.open(directory, this::announce);
        } catch (StoreException e) {
            throw cannotKeepAccounts(e);
        } catch (FolderTakenException e) {
            throw new Failure(TEXTS.say("accounts.taken", directory, e.process()));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("accounts.noplace", directory, Failure.reason(e)));
        }
    }

    private void announce(RepairReport report) {
        operator.accept(TEXTS.say(
                "store.repaired",
                report.aside(),
                report.accounts(),
                report.messages(),
                report.lost(),
                report.losers(),
                report.lostContacts()));
        if (!report.blocked().isEmpty()) {
            operator.accept(TEXTS.say("store.blocked", String.join(", ", report.blocked())));
        }
    }
}

package chat.jim.server.command;

import chat.jim.codec.JsonLine;
import chat.jim.process.DaemonThreads;
import chat.jim.process.Failure;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.control.ControlClient;
import chat.jim.server.control.RefusedException;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.backup.BackupFile;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.repair.RepairReport;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.text.Texts;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens what is kept in the folder of a server's data, and says in one sentence why it cannot be opened. */
public final class DataFolder {
    private static final Texts TEXTS = Texts.of(DataFolder.class);

    /** A server that stands still must not keep a script waiting. */
    private static final long PATIENCE_SECONDS = 10;

    private final Path directory;
    private final Path backups;
    private final Consumer<String> operator;

    /**
     * The folder.
     *
     * @param backups that of its backups
     * @param operator is told each line about a repair or a migration
     */
    public DataFolder(Path directory, Path backups, Consumer<String> operator) {
        this.directory = directory;
        this.backups = backups;
        this.operator = operator;
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Whether a server of a cluster has used it last: then accounts and messages that wait are in NATS, and not here. */
    boolean isOfCluster() {
        return Files.exists(directory.resolve(DatabaseFile.NODE));
    }

    /** A server that is alone uses it from now on. */
    public void belongsToOneServer() {
        try {
            Files.deleteIfExists(directory.resolve(DatabaseFile.NODE));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("accounts.noplace", directory, Failure.reason(e)));
        }
    }

    /** Says that something concerns this folder only, if a server of a cluster has it. */
    void warnOfCluster(String key) {
        if (isOfCluster()) {
            operator.accept(TEXTS.say(key));
        }
    }

    /**
     * Opens the store for the server, which has the folder for itself from then on.
     *
     * @throws Failure it cannot be opened
     */
    public Store openForServer() {
        return open(true);
    }

    /** Opens the store beside a server that may be running. */
    Store open() {
        return open(false);
    }

    /** Opens a store that must exist: a mistyped folder is not made. */
    Store openExisting() {
        checkExists();
        return open();
    }

    /** @throws Failure there is no store */
    void checkExists() {
        if (Files.isDirectory(directory) && !Files.isExecutable(directory)) {
            throw new Failure(TEXTS.say("accounts.noright", directory));
        }
        if (!SqliteStore.exists(directory)) {
            throw new Failure(TEXTS.say("accounts.none", directory));
        }
    }

    /** Opens the history. */
    SqliteHistory openHistory() throws IOException {
        return SqliteHistory.open(directory, InstantSource.system());
    }

    /** Opens the history for the server; null if nothing is kept in one, and never was. */
    public @Nullable SqliteHistory openHistory(HistoryPolicy policy) {
        try {
            return policy.isOff() && !SqliteHistory.exists(directory) ? null : openHistory();
        } catch (IOException e) {
            throw new Failure(TEXTS.say("history.noplace", directory, Failure.reason(e)));
        }
    }

    /** Tells a server that runs to look at the accounts; if that fails, or takes too long, says so. */
    void tellServer() {
        CompletableFuture<String> untold = new CompletableFuture<>();
        DaemonThreads.start("tell", untold, this::untold);
        String reason;
        try {
            reason = untold.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            reason = TEXTS.say("admin.silent");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            reason = String.valueOf(e.getMessage());
        }
        if (!reason.isEmpty()) {
            operator.accept(TEXTS.say("accounts.untold", reason));
        }
    }

    /** Why a server that runs could not be told; empty if it could, or none runs. */
    private String untold() {
        try (ControlClient server = ControlClient.connect(directory)) {
            if (server != null) {
                server.ask(JsonLine.empty().with("action", "accounts"));
                return "";
            }
            return ServerLock.isHeld(directory) ? TEXTS.say("admin.nosocket") : "";
        } catch (RefusedException e) {
            return e.sentence().toString();
        } catch (EOFException e) {
            return TEXTS.say("admin.gone");
        } catch (IOException e) {
            return Failure.reason(e);
        }
    }

    /** What keeps the accounts from being opened or changed, and what helps. */
    public Failure cannotKeepAccounts(StoreException e) {
        return switch (e.reason()) {
            case FULL -> new Failure(TEXTS.say("accounts.full", directory));
            case NEWER -> new Failure(TEXTS.say("accounts.newer", directory, e.version(), Schema.VERSION));
            case UNREADABLE -> cannotRead();
            case NO_BACKUP ->
                new Failure(TEXTS.say("accounts.nobackup", directory, backups, String.valueOf(e.getMessage())));
            case UNLOADABLE -> new Failure(TEXTS.say("accounts.unloadable", String.valueOf(e.getMessage())));
            case FAILED, SILENT, UNKNOWN, DAMAGED, MISPLACED ->
                new Failure(TEXTS.say("accounts.busy", directory, String.valueOf(e.getMessage())));
        };
    }

    private Store open(boolean forServer) {
        try {
            return Repair.open(directory, new Repair.Told(backups, this::announce, this::announceMigration), forServer);
        } catch (StoreException e) {
            throw cannotKeepAccounts(e);
        } catch (FolderTakenException e) {
            throw new Failure(TEXTS.say("accounts.taken", directory, e.process()));
        } catch (IOException e) {
            throw new Failure(TEXTS.say("accounts.noplace", directory, Failure.reason(e)));
        }
    }

    private Failure cannotRead() {
        Path file = DatabaseFile.in(directory);
        try {
            Path backup = BackupFile.newestWhole(backups);
            return new Failure(
                    backup == null
                            ? TEXTS.say("accounts.unreadable.none", file, backups)
                            : TEXTS.say("accounts.unreadable", file, directory, backup));
        } catch (IOException e) {
            return new Failure(TEXTS.say("accounts.unreadable.none", file, backups));
        }
    }

    private void announceMigration(Path backup) {
        operator.accept(TEXTS.say("store.migrated", backup));
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
        if (report.bansLost()) {
            operator.accept(TEXTS.say("store.bans"));
        }
        if (report.lostChanges() > 0) {
            operator.accept(TEXTS.count("store.changes", report.lostChanges()));
        }
        RepairReport.InBackup more = report.inBackup();
        if (more != null && more.accounts() + more.messages() > 0) {
            operator.accept(TEXTS.say("store.backup", more.file(), more.accounts(), more.messages(), directory));
        }
    }
}

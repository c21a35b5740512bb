package chat.jim.server.store.repair;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.backup.BackupFile;
import chat.jim.server.store.backup.Backups;
import chat.jim.server.store.backup.Restore;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.Replacement;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.SqliteErrors;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a store, and repairs it first if its file is damaged: every row in it that is whole is copied into a new file, which
 * takes its place. The damaged file is kept under another name. Makes a backup of one that is to be migrated.
 */
public final class Repair {
    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    /** Where the header of a file says whether it may be written, and the greatest number that says so. */
    private static final int WRITE_VERSION = 18;

    private static final int WRITABLE = 2;

    private final Path file;
    private final Path backups;
    private final Replacement replacement;

    private Repair(Path file, Path backups) {
        this.file = file;
        this.backups = backups;
        replacement = new Replacement(file, "damaged");
    }

    /**
     * Who is told what is done to a store before it is opened.
     *
     * @param backups the folder of the backups
     * @param onRepair gets the report, if the store was repaired
     * @param onMigration gets the backup, if the store is brought to this version of the program
     */
    public record Told(Path backups, Consumer<RepairReport> onRepair, Consumer<Path> onMigration) {}

    /** Opens the store in {@code directory} beside others, with its backups in the usual folder. */
    public static SqliteStore openStore(Path directory, Consumer<RepairReport> onRepair) throws IOException {
        return open(directory, new Told(Backups.usualFolder(directory), onRepair, backup -> {}), false);
    }

    /**
     * Opens the store in {@code directory} as {@link SqliteStore#open} does. While another process has it open, it is not
     * checked.
     *
     * @param forServer whether a server opens it, of which there can be one in a folder
     * @throws StoreException the file belongs to another program or a newer version, or is busy, or nothing in it can be read
     * @throws FolderTakenException another server has it open
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteStore open(Path directory, Told told, boolean forServer) throws IOException {
        return SqliteStore.open(directory, new Check(told), forServer);
    }

    private record Check(Told told) implements SqliteStore.Check {
        @Override
        public void refuse(Path file) throws IOException {
            NewerVersion.refuse(file);
        }

        @Override
        public void repair(Path file) throws IOException {
            try {
                Replacement.finishInterrupted(file);
                Restore.finishInterrupted(
                        Objects.requireNonNull(file.toAbsolutePath().getParent()));
                RepairReport report = new Repair(file, told.backups()).run();
                if (report != null) {
                    told.onRepair().accept(report);
                }
                Path backup = beforeMigration(file, told.backups());
                if (backup != null) {
                    told.onMigration().accept(backup);
                }
            } catch (SQLException e) {
                throw Connections.cannotBeOpened(file, e);
            }
        }
    }

    /** Null if there is nothing to migrate. */
    private static @Nullable Path beforeMigration(Path file, Path backups) throws SQLException {
        if (!Files.exists(file)) {
            return null;
        }
        int version;
        try (Connection connection = Connections.unchanging(file)) {
            version = Schema.version(connection);
        }
        if (version == 0 || version == Schema.VERSION) {
            return null;
        }
        try {
            return Backups.beforeMigration(file, version, backups);
        } catch (IOException | StoreException e) {
            throw new StoreException(Reason.NO_BACKUP, String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable RepairReport run() throws IOException, SQLException {
        if (!Files.exists(file)) {
            return null;
        }
        Path mended = file.resolveSibling(file.getFileName() + ".mended");
        DatabaseFile.delete(mended);
        try {
            Integer lostChanges = DamagedLog.mend(file, mended);
            if (lostChanges != null) {
                return salvage(mended, lostChanges);
            }
            return looksWhole() && isWhole() ? null : salvage(file, 0);
        } finally {
            DatabaseFile.delete(mended);
        }
    }

    private static void log(Path file, RepairReport report) {
        LOG.warn(
                "Repaired {}, which was damaged: kept {} accounts and {} messages;"
                        + " known to be lost: {} messages ({}), {} contacts, bans: {}, {} of the last changes; blocked: {};"
                        + " the damaged file is {}; the newest backup has more: {}",
                file,
                report.accounts(),
                report.messages(),
                report.lost(),
                report.losers(),
                report.lostContacts(),
                report.bansLost(),
                report.lostChanges(),
                report.blocked(),
                report.aside(),
                report.inBackup());
    }

    /** Checks what SQLite would not report. */
    private boolean looksWhole() throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] header = bytes.readNBytes(DatabaseFile.PAGE_BYTES);
            return header.length == DatabaseFile.PAGE_BYTES && header[WRITE_VERSION] <= WRITABLE;
        }
    }

    private boolean isWhole() throws SQLException {
        try (Connection database = Connections.unchanging(file)) {
            return Schema.isWhole(database);
        } catch (SQLException e) {
            if (SqliteErrors.preventsReading(e)) {
                throw e;
            }
            LOG.debug("{} is damaged: {}", file, e.getMessage());
            return false;
        }
    }

    /**
     * Takes what is in a file, the store's own or a copy of it with a log that is mended.
     *
     * @throws StoreException nothing can be read: an empty store instead would give all names to whoever comes first
     */
    private RepairReport salvage(Path from, int lostChanges) throws IOException, SQLException {
        Path backup = BackupFile.newestWhole(backups);
        try {
            RepairReport report = Salvage.copy(from, replacement.begin(), backup, replacement.aside(), lostChanges);
            if (report == null) {
                throw new StoreException(
                        Reason.UNREADABLE,
                        file + " cannot be opened: it is not a store of this program, or is damaged all over",
                        null);
            }
            replacement.finish();
            log(file, report);
            return report;
        } finally {
            replacement.abandon();
        }
    }
}

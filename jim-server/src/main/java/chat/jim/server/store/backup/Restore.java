package chat.jim.server.store.backup;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.NativeLibrary;
import chat.jim.server.store.file.Replacement;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.file.StoreLock;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.sql.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a backup into the place of the store, or of a month of the history, while no server runs. */
public final class Restore {
    private Restore() {}

    /**
     * What was restored.
     *
     * @param file what was restored
     * @param aside where that is which was there before; null if there was nothing
     */
    public record Result(Path file, Counts counts, @Nullable Path aside) {}

    /**
     * Restores a backup into the folder of the data, which may be missing. Nothing is changed before the backup was read as a
     * whole.
     *
     * @throws FolderTakenException a server runs there
     * @throws StoreException the backup is damaged, or none at all, or somebody has the store open
     */
    public static Result restore(Path backup, Path data) throws IOException {
        DatabaseFile.createDirectory(data);
        NativeLibrary.load(data);
        ServerLock server = ServerLock.acquire(data);
        try {
            StoreLock store = StoreLock.acquireExclusive(data);
            if (store == null) {
                throw new StoreException("another program has the store open, perhaps an account command", null);
            }
            try (store) {
                return restoreInto(target(backup, data), backup);
            }
        } finally {
            server.close();
        }
    }

    /** Finishes the restoring of months that a kill has interrupted. Nobody may have them open. */
    public static void finishInterrupted(Path data) throws IOException {
        Path months = data.resolve(Backups.HISTORY);
        if (!Files.isDirectory(months)) {
            return;
        }
        try (Stream<Path> files = Files.list(months)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Month month = name.endsWith(Replacement.COMPLETE)
                        ? Month.ofFile(name.substring(0, name.length() - Replacement.COMPLETE.length()))
                        : null;
                if (month != null) {
                    Replacement.finishInterrupted(months.resolve(month.file()));
                }
            }
        }
    }

    private static Result restoreInto(Path target, Path backup) throws IOException {
        FileCopy.verify(backup);
        DatabaseFile.createDirectory(Objects.requireNonNull(target.getParent()));
        Replacement.finishInterrupted(target);
        Replacement replacement = new Replacement(target, "before-restore");
        boolean replaces = Files.exists(target);
        try {
            Counts counts = FileCopy.fill(backup, replacement.begin());
            replacement.finish();
            return new Result(target, counts, replaces ? replacement.aside() : null);
        } finally {
            replacement.abandon();
        }
    }

    /** What a backup takes the place of. */
    private static Path target(Path backup, Path data) {
        if (!Files.isRegularFile(backup)) {
            throw new StoreException("there is no file " + backup, null);
        }
        try (Connection connection = Connections.readOnly(backup)) {
            if (!FileCopy.isMonth(connection)) {
                return DatabaseFile.in(data);
            }
        } catch (SQLException e) {
            throw FileCopy.unreadable(backup, e);
        }
        Month month = Month.ofFile(backup.getFileName().toString().replaceFirst("\\.db\\..*", ".db"));
        if (month == null) {
            throw new StoreException("the name of " + backup + " does not say the month, as 2026-11.db does", null);
        }
        return data.resolve(Backups.HISTORY).resolve(month.file());
    }
}

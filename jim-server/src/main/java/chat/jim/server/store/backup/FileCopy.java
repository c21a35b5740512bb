package chat.jim.server.store.backup;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.Replacement;
import chat.jim.server.store.month.MonthCheck;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.SqliteErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Copies an SQLite file of this program while it is in use: its writers go on. A copy that is not as it was written is no
 * copy: each is read again as a whole.
 */
final class FileCopy {
    /** The end of the name of a copy that is not complete. */
    static final String PART = ".part";

    /** These have to be left on the disk of a copy. */
    private static final long SPARE_BYTES = 32 << 20;

    private FileCopy() {}

    /**
     * Copies a file. At no moment is there half a copy under the name {@code target}, whose permissions are for its owner only.
     *
     * @throws StoreException it cannot be read, or is damaged
     */
    static Counts make(Path file, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + PART);
        Files.deleteIfExists(part);
        DatabaseFile.create(part);
        try {
            Counts counts = fill(file, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            Replacement.flushFolder(target);
            return counts;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Copies a file into one that is empty, and flushes it to the disk.
     *
     * @throws StoreException as above
     */
    static Counts fill(Path file, Path empty) throws IOException {
        if (!Files.exists(file)) {
            throw new StoreException("there is no file " + file, null);
        }
        checkRoom(file, empty);
        // Not by the backup interface, which begins anew with each change that somebody else makes meanwhile.
        try (Connection connection = Connections.unchanging(file);
                PreparedStatement copying = connection.prepareStatement("VACUUM INTO ?")) {
            copying.setString(1, empty.toString());
            copying.execute();
        } catch (SQLException e) {
            throw SqliteErrors.failure(file.toString(), e);
        }
        Replacement.flush(empty);
        return verify(empty);
    }

    /** What those need who are writing meanwhile must not be taken from them. */
    private static void checkRoom(Path file, Path target) throws IOException {
        Path log = DatabaseFile.log(file);
        long needed = Files.size(file) + (Files.exists(log) ? Files.size(log) : 0) + SPARE_BYTES;
        if (Files.getFileStore(target).getUsableSpace() < needed) {
            throw new StoreException(
                    Reason.FULL,
                    "there is no room for it: it needs " + (needed >> 20) + " MB, with some to spare",
                    null);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws StoreException it is damaged, of another program, or of a newer version of this one
     */
    static Counts verify(Path file) {
        try (Connection connection = Connections.readOnly(file)) {
            boolean whole = isMonth(connection) ? MonthCheck.isWhole(connection) : isWholeStore(connection);
            if (!whole) {
                throw new StoreException(Reason.DAMAGED, file + " is damaged", null);
            }
            return Counts.in(connection);
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private static boolean isWholeStore(Connection connection) throws SQLException {
        return Schema.version(connection) > 0 && Schema.isWhole(connection);
    }

    /** Whether a file is one of the history. */
    static boolean isMonth(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return Counts.number(statement, "PRAGMA application_id") == MonthCheck.MARK;
        }
    }

    /** What keeps a copy from being read. No start of a server repairs it. */
    static StoreException unreadable(Path copy, SQLException e) {
        return new StoreException(Reason.DAMAGED, copy + " is damaged: " + e.getMessage(), e);
    }
}

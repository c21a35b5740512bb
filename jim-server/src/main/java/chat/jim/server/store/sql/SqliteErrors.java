package chat.jim.server.store.sql;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the error codes of SQLite mean for a store. */
public final class SqliteErrors {
    private static final int PRIMARY_CODE = 0xff;

    private SqliteErrors() {}

    /** The failure of a store, in words for its operator. */
    public static StoreException failure(String what, Exception error) {
        if (isFull(error)) {
            return new StoreException(Reason.FULL, what + ": the disk is full. Make room on it", error);
        }
        if (error instanceof SQLException e && isDamage(e)) {
            String advice = what + ": " + error.getMessage() + "; restart the server to have it repaired";
            return new StoreException(Reason.DAMAGED, advice, error);
        }
        return new StoreException(what + ": " + error.getMessage(), error);
    }

    /** Whether there is no room on the disk, for the file itself or for the index that SQLite keeps beside it. */
    private static boolean isFull(Exception error) {
        return error instanceof SQLiteException e
                && (code(e) == SQLiteErrorCode.SQLITE_FULL
                        || e.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    /** Whether the file is damaged, so that a repair helps. */
    static boolean isDamage(SQLException error) {
        return switch (code(error)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    /** Whether the file could not be read for another reason than its content: a repair would not help. */
    public static boolean preventsReading(SQLException error) {
        return switch (code(error)) {
            case SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_READONLY,
                    SQLITE_CANTOPEN,
                    SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_PERM,
                    SQLITE_NOMEM -> true;
            default -> false;
        };
    }

    /** Whether a statement names what is not in the file. */
    public static boolean refusesStatement(SQLException error) {
        return code(error) == SQLiteErrorCode.SQLITE_ERROR;
    }

    /** Whether the values that were to be written are the cause, so that others may still be written. */
    public static boolean refusesValues(@Nullable Throwable error) {
        return switch (code(error)) {
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> true;
            default -> false;
        };
    }

    private static SQLiteErrorCode code(@Nullable Throwable error) {
        return error instanceof SQLiteException e
                ? SQLiteErrorCode.getErrorCode(e.getResultCode().code & PRIMARY_CODE)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}

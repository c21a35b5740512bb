package chat.jim.server.store.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the error codes of SQLite mean for a store. */
public final class SqliteErrors {
    private static final int PRIMARY_CODE = 0xff;

    private SqliteErrors() {}

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

    /** Whether the values that were to be written are the cause, so that others may still be written. */
    static boolean refusesValues(@Nullable Throwable error) {
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

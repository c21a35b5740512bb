package chat.jim.server.store;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is kept cannot be read or written: the disk is full, the file is damaged or locked for too long. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what failed, in words for the operator. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether it is for what was to be written that it could not be, and something else might be. */
    public boolean refusesValues() {
        return getCause() instanceof SQLiteException e
                && switch (SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff)) {
                    case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> true;
                    default -> false;
                };
    }
}

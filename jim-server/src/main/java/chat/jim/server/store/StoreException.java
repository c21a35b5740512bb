package chat.jim.server.store;

import chat.jim.protocol.Code;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The store cannot be read or written: the disk is full, or the file is damaged, or locked for too long, or NATS, which has
 * that of a cluster, does not answer.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What its users may tell apart. */
    public enum Reason {
        /** Anything else. */
        FAILED,

        /** NATS does not answer. Nothing was changed. */
        SILENT,

        /** NATS does not answer, and nobody knows whether the change was made. */
        UNKNOWN,

        /** There is no room on the disk. */
        FULL,

        /** What is in the file cannot be right. */
        DAMAGED,

        /** Nothing at all can be read in the file. */
        UNREADABLE,

        /** There can be no backup before the file is brought to this version. */
        NO_BACKUP,

        /** The files were moved, replaced or deleted while they were open. */
        MISPLACED,

        /** A newer version of this program has written the file. */
        NEWER,

        /** The native library of the database cannot be loaded. */
        UNLOADABLE
    }

    private final Reason reason;
    private final int version;

    /** Says what failed, in words for the operator. */
    public StoreException(String message, @Nullable Throwable cause) {
        this(Reason.FAILED, message, cause);
    }

    /** The same for a reason that may be told apart. */
    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, 0, message, cause);
    }

    private StoreException(Reason reason, int version, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.version = version;
    }

    /** A newer version of this program has written the file: its tables have a version that is not known here. */
    public static StoreException newer(int version, int known) {
        String message = "it was written by a newer version of this program (its tables have version " + version
                + ", this program knows " + known + ")";
        return new StoreException(Reason.NEWER, version, message, null);
    }

    /** Why it failed. */
    public Reason reason() {
        return reason;
    }

    /** How loudly to log it: that NATS does not answer is logged once, and not for all that fails by it. */
    public Level level() {
        return levelOf(this);
    }

    /** The same for what has ended a future. */
    public static Level levelOf(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean isOfNats =
                cause instanceof StoreException e && (e.reason == Reason.SILENT || e.reason == Reason.UNKNOWN);
        return isOfNats ? Level.DEBUG : Level.WARN;
    }

    /** The version of the tables that is not known here; 0 if that is not the reason. */
    public int version() {
        return version;
    }

    /** That of an answer to whoever has asked for what has failed. */
    public Code code() {
        return switch (reason) {
            case SILENT -> Code.UNAVAILABLE;
            case UNKNOWN -> Code.NO_ANSWER;
            default -> Code.SERVER_ERROR;
        };
    }
}

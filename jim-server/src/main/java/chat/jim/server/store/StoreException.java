package chat.jim.server.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be read or written: the disk is full, or the file is damaged, or locked for too long. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what failed, in words for the operator. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

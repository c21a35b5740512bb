package chat.jim.server.store.sqlite;

import java.util.concurrent.CompletableFuture;

/** A statement that changes something, and its future result. */
final class WriteRequest {
    private final String sql;
    private final Object[] values;
    private final CompletableFuture<Long> done = new CompletableFuture<>();

    WriteRequest(String sql, Object... values) {
        this.sql = sql;
        this.values = values;
    }

    String sql() {
        return sql;
    }

    /** The values of the statement's parameters. */
    Object[] values() {
        return values;
    }

    /** Done when the change is on the disk, with the id of the row that was inserted last; 0 if no row was changed. */
    CompletableFuture<Long> done() {
        return done;
    }
}

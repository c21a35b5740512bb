package chat.jim.server.store.sqlite;

import java.util.concurrent.CompletableFuture;

/** A statement that changes something, and what came of it. */
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

    /** What stands for the statement's parameters. */
    Object[] values() {
        return values;
    }

    /** Done when the change is on the disk: the number of the row that was made or changed last, 0 if none was. */
    CompletableFuture<Long> done() {
        return done;
    }
}

package chat.jim.server.store;

import java.util.concurrent.CompletableFuture;

/** A statement that changes something; {@link #done} is whether it has changed a row, once that is on the disk. */
final class Change {
    private final String sql;
    private final Object[] values;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Change(String sql, Object... values) {
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

    CompletableFuture<Boolean> done() {
        return done;
    }
}

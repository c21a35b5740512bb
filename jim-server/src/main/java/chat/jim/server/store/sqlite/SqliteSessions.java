package chat.jim.server.store.sqlite;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.Sessions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that can be resumed, in an SQLite file. Whether there is one is found by a change, one that removes it or one
 * that changes nothing: so it is found after all changes that were asked for before, which may not be on the disk yet.
 */
final class SqliteSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteSessions.class);

    private final Database writing;

    SqliteSessions(Database writing) {
        this.writing = writing;
    }

    @Override
    public void begin(Address name, @Nullable Account account, byte[] token) {
        if (account == null) {
            removeOf(name);
            change("""
                    INSERT INTO session (name, token)
                    SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM account WHERE key = ?1)""", name.key(), token);
        } else {
            change("""
                    INSERT OR REPLACE INTO session (name, token)
                    SELECT key, ?2 FROM account WHERE key = ?1 AND id = ?3 AND password = ?4 AND NOT blocked""", name.key(), token, account.key().id(), account.passwordHash());
        }
    }

    @Override
    public void end(Address name, byte[] token, long time) {
        change("UPDATE session SET ended = ? WHERE name = ? AND token = ?", time, name.key(), token);
    }

    @Override
    public void endAll(long time) {
        change("UPDATE session SET ended = ? WHERE ended = 0", time);
    }

    @Override
    public CompletableFuture<Long> remove(Address name, byte[] token, long endedAfter) {
        return writing.submit(
                "DELETE FROM session WHERE name = ? AND token = ? AND (ended = 0 OR ended > ?)",
                name.key(),
                token,
                endedAfter);
    }

    @Override
    public CompletableFuture<Long> find(Address name, byte[] token, long endedAfter) {
        return writing.submit(
                "UPDATE session SET ended = ended WHERE name = ? AND token = ? AND (ended = 0 OR ended > ?)",
                name.key(),
                token,
                endedAfter);
    }

    @Override
    public void removeOf(Address name) {
        change("DELETE FROM session WHERE name = ?", name.key());
    }

    @Override
    public void forget(long endedBy, int most) {
        change("""
                DELETE FROM session WHERE ended > 0 AND ended <= max(?1, coalesce(
                    (SELECT ended FROM session WHERE ended > 0 ORDER BY ended DESC LIMIT 1 OFFSET ?2), 0))""", endedBy, most);
    }

    private void change(String sql, Object... values) {
        CompletableFuture<?> unused = writing.submit(sql, values).exceptionally(failure -> {
            LOG.debug("A session cannot be noted: {}", failure.getMessage());
            return 0L;
        });
    }
}

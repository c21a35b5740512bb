package chat.jim.server.store.sqlite;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Profiles;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of accounts, in an SQLite database. A damaged profile counts as none, so that it makes nobody an operator. */
final class SqliteProfiles implements Profiles {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteProfiles.class);

    private static final String WHOLE =
            "profile.checksum = row_checksum(profile.account, profile.key, operator, hidden, seen)";

    private static final String KEY = "account.key = ?2";
    private static final String KEY_AND_ID = KEY + " AND id = ?3";

    private static final String SET_OPERATOR = set("?1", "hidden", "seen", KEY);
    private static final String SET_HIDDEN = set("operator", "?1", "seen", KEY_AND_ID);
    private static final String SET_SEEN = set("operator", "hidden", "?1", KEY_AND_ID);

    private final Database writing;
    private final Database reading;

    /** When accounts were seen, by their ids, as long as that cannot be read. */
    private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

    SqliteProfiles(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    /** Sets one value of the profile of an account; the others are named as they stay. */
    private static String set(String operator, String hidden, String seen, String account) {
        return """
            INSERT OR REPLACE INTO profile (account, key, operator, hidden, seen, checksum)
            SELECT id, key, o, h, s, row_checksum(id, key, o, h, s) FROM (
                SELECT id, account.key AS key,
                    coalesce(%s, 0) AS o, coalesce(%s, 0) AS h, coalesce(%s, 0) AS s
                FROM account LEFT JOIN profile ON profile.account = id AND %s
                WHERE %s)""".formatted(operator, hidden, seen, WHOLE, account);
    }

    @Override
    public Profile of(AccountKey account) {
        Long lately = unwritten.get(account.id()); // first: it is removed when it can be read
        Profile written = read(account);
        return lately == null ? written : new Profile(written.operator(), written.hidden(), lately);
    }

    private Profile read(AccountKey account) {
        return reading
                .query(
                        "SELECT operator, hidden, seen FROM profile WHERE account = ? AND " + WHOLE,
                        row -> new Profile(row.getBoolean(1), row.getBoolean(2), row.getLong(3)),
                        account.id())
                .stream()
                .findFirst()
                .orElse(Profile.UNKNOWN);
    }

    @Override
    public Set<AccountKey> operators() {
        return new HashSet<>(reading.query(
                "SELECT name, account.key, id FROM profile JOIN account ON account.key = profile.key AND id = profile.account"
                        + " WHERE operator = 1 AND " + WHOLE,
                row -> new AccountKey(Address.stored(row.getString(1), row.getString(2)), row.getString(3))));
    }

    @Override
    public boolean setOperator(Address name, boolean operator) {
        return writing.change(SET_OPERATOR, operator ? 1 : 0, name.key());
    }

    @Override
    public boolean setHidden(AccountKey account, boolean hidden) {
        return writing.change(SET_HIDDEN, hidden ? 1 : 0, account.name().key(), account.id());
    }

    @Override
    public void see(AccountKey account, long time) {
        Long seen = time;
        unwritten.put(account.id(), seen);
        CompletableFuture<?> unused = writing.submit(
                        SET_SEEN, time, account.name().key(), account.id())
                .exceptionally(failure -> {
                    LOG.warn("When {} was online cannot be noted: {}", account, failure.getMessage());
                    return 0L;
                })
                .thenRun(() -> unwritten.remove(account.id(), seen));
    }
}

package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Profiles;
import chat.jim.server.store.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of accounts: when each was seen, in a value of its own; that it is hidden, in that of the account; and all
 * operators in one value, since they are few and are asked for together.
 */
final class JetStreamProfiles implements Profiles {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamProfiles.class);

    /** No account is called so. */
    private static final String OPERATORS = "#operators";

    private static final String FIELD = "operators";
    private static final String HIDDEN = "hidden";
    private static final String SEEN = "seen";

    private final JetStreamAccounts accounts;
    private final Values values;
    private final Changes changes;

    /** When accounts were seen, by their ids, as long as that cannot be read. */
    private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

    JetStreamProfiles(JetStreamAccounts accounts, Values values, Changes changes) {
        this.accounts = accounts;
        this.values = values;
        this.changes = changes;
        accounts.atRemoval(this::remove);
    }

    @Override
    public Profile of(AccountKey account) {
        Boolean hidden = accounts.get(account, value -> value.flag(HIDDEN));
        if (hidden == null) {
            return Profile.UNKNOWN; // there is no such account, and what is just being written for it will not be
        }
        Long lately = unwritten.get(account.id()); // first: it is removed when it can be read
        if (lately == null) {
            lately = values.get(account.name().key(), value -> seen(value.fields(), account));
        }
        return new Profile(named().contains(account), hidden, lately == null ? 0 : lately);
    }

    private static long seen(JsonLine value, AccountKey account) {
        return Names.isOf(value, account) ? value.number(SEEN, 0) : 0;
    }

    /** Those that are named as operators; they may be removed meanwhile. */
    private List<AccountKey> named() {
        List<AccountKey> named = values.get(OPERATORS, value -> Names.accounts(value.fields(), FIELD));
        return named == null ? List.of() : named;
    }

    @Override
    public Set<AccountKey> operators() {
        return new HashSet<>(accounts.existing(named()));
    }

    @Override
    public boolean setOperator(Address name, boolean operator) {
        Account account = accounts.find(name);
        if (account == null) {
            return false;
        }
        values.change(OPERATORS, value -> changed(value, account.key(), operator));
        return true;
    }

    private static @Nullable JsonLine changed(@Nullable JsonLine value, AccountKey account, boolean operator) {
        JsonLine changed = value == null ? JsonLine.empty() : value;
        List<AccountKey> operators = Names.accounts(changed, FIELD);
        boolean differs = operator ? !operators.contains(account) && operators.add(account) : operators.remove(account);
        return differs ? Names.withAccounts(changed, FIELD, operators) : null;
    }

    @Override
    public boolean setHidden(AccountKey account, boolean hidden) {
        return accounts.set(account, value -> value.with(HIDDEN, hidden));
    }

    @Override
    public void see(AccountKey account, long time) {
        Long seen = time;
        unwritten.put(account.id(), seen);
        CompletableFuture<?> unused = changes.submit(() -> accounts.exists(account)
                        && values.change(
                                account.name().key(),
                                value -> Names.own(value, account).with(SEEN, time)))
                .exceptionally(failure -> {
                    LOG.atLevel(StoreException.levelOf(failure))
                            .log("When {} was online cannot be noted: {}", account, failure.getMessage());
                    return false;
                })
                .thenRun(() -> unwritten.remove(account.id(), seen));
    }

    private void remove(AccountKey account) {
        values.change(OPERATORS, value -> changed(value, account, false));
        values.remove(account.name().key(), value -> Names.isOf(value, account));
    }
}

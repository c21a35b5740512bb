package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Profiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Profiles that are gone with the test. */
public final class MemoryProfiles implements Profiles {
    private final Accounts accounts;
    private final Map<AccountKey, Profile> profiles = new HashMap<>();

    /** Those of accounts there. */
    public MemoryProfiles(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public synchronized Profile of(AccountKey account) {
        return exists(account) ? profiles.getOrDefault(account, Profile.UNKNOWN) : Profile.UNKNOWN;
    }

    @Override
    public synchronized Set<AccountKey> operators() {
        return profiles.keySet().stream()
                .filter(account -> of(account).operator())
                .collect(Collectors.toSet());
    }

    @Override
    public boolean setOperator(Address name, boolean operator) {
        Account account = accounts.find(name);
        return change(account == null ? null : account.key(), old -> new Profile(operator, old.hidden(), old.seen()));
    }

    @Override
    public boolean setHidden(AccountKey account, boolean hidden) {
        return change(account, old -> new Profile(old.operator(), hidden, old.seen()));
    }

    @Override
    public void see(AccountKey account, long time) {
        change(account, old -> new Profile(old.operator(), old.hidden(), time));
    }

    private synchronized boolean change(@Nullable AccountKey account, UnaryOperator<Profile> change) {
        if (account == null || !exists(account)) {
            return false;
        }
        profiles.put(account, change.apply(of(account)));
        return true;
    }

    private boolean exists(AccountKey account) {
        Account found = accounts.find(account.name());
        return found != null && found.key().equals(account);
    }
}

package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.jetstream.Values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a cluster: a value for each name. An account that is removed leaves its value as a trace for a day, so that
 * whoever watches the bucket learns of it; what else belongs to it counts for nothing without it, and is removed afterwards.
 * Each login stamp is random, and made anew when a password changes, or whether the account is there or blocked: the sessions
 * of before are void by that.
 */
final class JetStreamAccounts implements Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(JetStreamAccounts.class);
    private static final Duration TRACE = Duration.ofDays(1);

    /** So many are counted one by one; of more, those that were removed within a day count, too. */
    private static final int FEW = 1_000;

    private static final String HASH = "hash";
    private static final String BLOCKED = "blocked";
    private static final String REMOVED = "removed";
    private static final String KEEPS_TALKS = "keepsTalks";
    private static final String STAMP = "login";

    private final Values values;

    /** The accounts whose messages have to be forgotten, by their ids. */
    private final Values forgotten;

    private final JetStreamContacts contacts;
    private final List<Consumer<AccountKey>> atRemoval = new CopyOnWriteArrayList<>();

    JetStreamAccounts(Values values, Values forgotten, Values contacts, Values owners) {
        this.values = values;
        this.forgotten = forgotten;
        this.contacts = new JetStreamContacts(this, contacts, owners);
    }

    /** What else has to be done when an account is removed. If it fails, what remains of the account counts for nothing. */
    void atRemoval(Consumer<AccountKey> removal) {
        atRemoval.add(removal);
    }

    @Override
    public @Nullable Account find(Address name) {
        return values.get(name.key(), JetStreamAccounts::account);
    }

    private static @Nullable Account account(Value value) {
        JsonLine fields = value.fields();
        return isThere(fields) ? new Account(Names.account(fields), fields.text(HASH), fields.flag(BLOCKED)) : null;
    }

    /** The name of the account in a value that somebody has written; null if it is none. */
    static @Nullable Address name(String written) {
        try {
            return Names.name(JsonLine.of(written));
        } catch (ProtocolException e) {
            return null;
        }
    }

    private static boolean isThere(@Nullable JsonLine value) {
        return value != null && !value.flag(REMOVED);
    }

    @Override
    public Map<Address, Account> findAll(Collection<Address> names) {
        Set<String> keys = names.stream().map(Address::key).collect(Collectors.toSet());
        Map<Address, Account> found = new HashMap<>();
        values.all(keys, JetStreamAccounts::account).forEach(account -> found.put(account.name(), account));
        return found;
    }

    /** Those of them that exist, in their order and with the spelling of their names. */
    List<AccountKey> existing(Collection<AccountKey> keys) {
        Map<Address, Account> found =
                findAll(keys.stream().map(AccountKey::name).toList());
        List<AccountKey> existing = new ArrayList<>();
        for (AccountKey key : keys) {
            Account account = found.get(key.name());
            if (account != null && account.key().equals(key)) {
                existing.add(account.key());
            }
        }
        return existing;
    }

    /** Whether there is still that account, and not another one that has got its name. */
    boolean exists(AccountKey account) {
        return Boolean.TRUE.equals(get(account, value -> true));
    }

    /** What the form makes of the value of an account; null if there is no such account. */
    <T> @Nullable T get(AccountKey account, Function<JsonLine, T> form) {
        return values.get(
                account.name().key(), value -> isThat(value.fields(), account) ? form.apply(value.fields()) : null);
    }

    private static boolean isThat(@Nullable JsonLine value, AccountKey account) {
        return value != null && isThere(value) && Names.isOf(value, account);
    }

    /** Changes the value of an account; false if there is no such account. */
    boolean set(AccountKey account, UnaryOperator<JsonLine> change) {
        return values.change(
                account.name().key(), value -> value != null && isThat(value, account) ? change.apply(value) : null);
    }

    /** The login stamp of that name, see above; empty if it never had an account, or not for a day. */
    String stamp(Address name) {
        return login(name).stamp();
    }

    /** The same for a login that has begun with that account, or as a guest; null if that is not so any more. */
    @Nullable
    String stamp(Address name, @Nullable Account expected) {
        Login login = login(name);
        boolean mayLogIn = expected == null || !expected.blocked();
        return mayLogIn && Objects.equals(expected, login.account()) ? login.stamp() : null;
    }

    private Login login(Address name) {
        Login login = values.get(
                name.key(), value -> new Login(account(value), value.fields().text(STAMP)));
        return login == null ? new Login(null, "") : login;
    }

    /** With which account, and in which time of it, somebody of a name logs in. */
    private record Login(@Nullable Account account, String stamp) {}

    private static JsonLine stamped(JsonLine value) {
        return value.with(STAMP, AccountKey.randomId());
    }

    @Override
    public @Nullable Account add(Address name, String passwordHash) {
        Account account = new Account(AccountKey.create(name), passwordHash, false);
        JsonLine fresh =
                stamped(Names.value(account.key())).with(HASH, passwordHash).with(BLOCKED, false);
        return values.change(name.key(), value -> isThere(value) ? null : fresh) ? account : null;
    }

    @Override
    public boolean setPasswordHash(AccountKey account, String passwordHash) {
        return set(account, value -> stamped(value).with(HASH, passwordHash));
    }

    @Override
    public boolean setBlocked(Address name, boolean blocked) {
        return values.change(
                name.key(),
                value -> value != null && isThere(value) ? stamped(value).with(BLOCKED, blocked) : null);
    }

    @Override
    public boolean remove(Address name) {
        Account account = find(name);
        while (account != null) {
            AccountKey key = account.key();
            noteForgotten(key, true);
            if (set(key, value -> trace(key))) {
                atRemoval.forEach(removal -> clean(key, removal));
                return true;
            }
            account = find(name);
        }
        return false;
    }

    private static JsonLine trace(AccountKey account) {
        return stamped(Names.value(account)).with(REMOVED, true).with(Values.SECONDS_TO_LIVE, TRACE.toSeconds());
    }

    private static void clean(AccountKey account, Consumer<AccountKey> removal) {
        try {
            removal.accept(account);
        } catch (StoreException e) {
            LOG.warn("Something of the removed account {} stays in the store: {}", account, e.getMessage());
        }
    }

    @Override
    public boolean keepsTalks(AccountKey account) {
        return Boolean.TRUE.equals(get(account, value -> value.flag(KEEPS_TALKS)));
    }

    @Override
    public boolean setKeepsTalks(AccountKey account, boolean wish) {
        return set(account, value -> value.with(KEEPS_TALKS, wish));
    }

    @Override
    public void forgetMessages(AccountKey account) {
        if (exists(account)) {
            noteForgotten(account, false);
        }
    }

    /**
     * Notes that the messages of an account have to be forgotten.
     *
     * @param ifRemoved that it counts only when the account is removed, since it is noted before that
     */
    private void noteForgotten(AccountKey account, boolean ifRemoved) {
        forgotten.change(
                account.id(),
                value -> value != null && (ifRemoved || !value.flag(REMOVED))
                        ? null
                        : Names.value(account).with(REMOVED, ifRemoved));
    }

    @Override
    public List<AccountKey> toForget() {
        Set<AccountKey> waiting = new HashSet<>();
        List<AccountKey> noted = forgotten.all(value -> {
            AccountKey account = Names.account(value.fields());
            if (value.fields().flag(REMOVED)) {
                waiting.add(account);
            }
            return account;
        });
        waiting.retainAll(existing(waiting));
        return noted.stream().filter(account -> !waiting.contains(account)).toList();
    }

    @Override
    public void forgot(AccountKey account) {
        forgotten.remove(account.id(), value -> true);
    }

    @Override
    public int count() {
        int values = this.values.count();
        return values > FEW ? values : list().size();
    }

    @Override
    public List<Account> list() {
        List<Account> all = values.all(JetStreamAccounts::account);
        all.sort(Comparator.comparing(account -> account.name().key()));
        return all;
    }

    @Override
    public List<Address> contacts(AccountKey owner) {
        return contacts.of(owner).stream().map(AccountKey::name).toList();
    }

    @Override
    public boolean addContact(AccountKey owner, Address contact, int most) {
        Account account = exists(owner) ? find(contact) : null;
        return account != null && contacts.add(owner, account.key(), most);
    }

    @Override
    public boolean hasContact(AccountKey owner, Address contact) {
        Account account = find(contact);
        return account != null && contacts.has(owner, account.key());
    }

    @Override
    public boolean removeContact(AccountKey owner, Address contact) {
        Account account = find(contact);
        return account != null && contacts.remove(owner, account.key());
    }

    @Override
    public List<AccountKey> ownersOf(AccountKey contact) {
        return contacts.ownersOf(contact);
    }
}

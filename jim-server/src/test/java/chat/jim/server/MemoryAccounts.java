package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Accounts that are gone with the test: without a disk it runs a hundred times as often. */
public final class MemoryAccounts implements Accounts {
    private static final Comparator<Address> BY_KEY = Comparator.comparing(Address::key);

    private final Map<Address, Account> accounts = new HashMap<>();
    private final Map<Address, Set<Address>> contacts = new HashMap<>();

    @Override
    public synchronized @Nullable Account find(Address name) {
        return accounts.get(name);
    }

    @Override
    public synchronized Map<Address, Account> findAll(Collection<Address> names) {
        Map<Address, Account> found = new HashMap<>(accounts);
        found.keySet().retainAll(names);
        return found;
    }

    @Override
    public synchronized @Nullable Account add(Address name, String passwordHash) {
        Account account = new Account(AccountKey.create(name), passwordHash, false);
        return accounts.putIfAbsent(name, account) == null ? account : null;
    }

    @Override
    public synchronized boolean setPasswordHash(AccountKey account, String passwordHash) {
        return exists(account)
                && accounts.computeIfPresent(
                                account.name(), (key, old) -> new Account(old.key(), passwordHash, old.blocked()))
                        != null;
    }

    @Override
    public synchronized boolean setBlocked(Address name, boolean blocked) {
        return accounts.computeIfPresent(name, (key, old) -> new Account(old.key(), old.passwordHash(), blocked))
                != null;
    }

    @Override
    public synchronized boolean remove(Address name) {
        contacts.remove(name);
        contacts.values().forEach(its -> its.remove(name));
        return accounts.remove(name) != null;
    }

    @Override
    public boolean keepsTalks(AccountKey account) {
        return false;
    }

    @Override
    public boolean setKeepsTalks(AccountKey account, boolean wish) {
        return false;
    }

    @Override
    public void forgetMessages(AccountKey account) {
        // None are kept.
    }

    @Override
    public List<AccountKey> toForget() {
        return List.of();
    }

    @Override
    public void forgot(AccountKey account) {
        // There is nothing to forget.
    }

    @Override
    public synchronized int count() {
        return accounts.size();
    }

    @Override
    public synchronized List<Account> list() {
        return accounts.values().stream()
                .sorted(Comparator.comparing(Account::name, BY_KEY))
                .toList();
    }

    @Override
    public synchronized List<Address> contacts(AccountKey owner) {
        return exists(owner) ? List.copyOf(contacts.getOrDefault(owner.name(), Set.of())) : List.of();
    }

    @Override
    public synchronized boolean addContact(AccountKey owner, Address contact, int most) {
        return contacts(owner).size() < most
                && exists(owner)
                && accounts.containsKey(contact)
                && contacts.computeIfAbsent(owner.name(), any -> new TreeSet<>(BY_KEY))
                        .add(accounts.get(contact).name());
    }

    @Override
    public synchronized boolean hasContact(AccountKey owner, Address contact) {
        return contacts(owner).contains(contact);
    }

    @Override
    public synchronized boolean removeContact(AccountKey owner, Address contact) {
        return hasContact(owner, contact) && contacts.get(owner.name()).remove(contact);
    }

    @Override
    public synchronized List<AccountKey> ownersOf(AccountKey contact) {
        return contacts.keySet().stream()
                .filter(owner -> exists(contact) && contacts.get(owner).contains(contact.name()))
                .sorted(BY_KEY)
                .map(owner -> accounts.get(owner).key())
                .toList();
    }

    private boolean exists(AccountKey account) {
        Account found = accounts.get(account.name());
        return found != null && found.key().equals(account);
    }
}

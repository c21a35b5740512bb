package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
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
    public synchronized boolean add(Address name, String passwordHash) {
        return accounts.putIfAbsent(name, new Account(name, passwordHash, false)) == null;
    }

    @Override
    public synchronized boolean setPasswordHash(Address name, String passwordHash) {
        return accounts.computeIfPresent(name, (key, old) -> new Account(old.name(), passwordHash, old.blocked()))
                != null;
    }

    @Override
    public synchronized boolean setBlocked(Address name, boolean blocked) {
        return accounts.computeIfPresent(name, (key, old) -> new Account(old.name(), old.passwordHash(), blocked))
                != null;
    }

    @Override
    public synchronized boolean remove(Address name) {
        contacts.remove(name);
        contacts.values().forEach(its -> its.remove(name));
        return accounts.remove(name) != null;
    }

    @Override
    public synchronized List<Account> list() {
        return accounts.values().stream()
                .sorted(Comparator.comparing(Account::name, BY_KEY))
                .toList();
    }

    @Override
    public synchronized List<Address> contacts(Address owner) {
        return List.copyOf(contacts.getOrDefault(owner, Set.of()));
    }

    @Override
    public synchronized boolean addContact(Address owner, Address contact, int most) {
        return contacts(owner).size() < most
                && accounts.containsKey(owner)
                && accounts.containsKey(contact)
                && contacts.computeIfAbsent(owner, any -> new TreeSet<>(BY_KEY))
                        .add(accounts.get(contact).name());
    }

    @Override
    public synchronized boolean hasContact(Address owner, Address contact) {
        return contacts(owner).contains(contact);
    }

    @Override
    public synchronized boolean removeContact(Address owner, Address contact) {
        return contacts.containsKey(owner) && contacts.get(owner).remove(contact);
    }

    @Override
    public synchronized List<Address> ownersOf(Address contact) {
        return contacts.keySet().stream()
                .filter(owner -> contacts.get(owner).contains(contact))
                .sorted(BY_KEY)
                .toList();
    }

    @Override
    public long version() {
        return 0;
    }
}

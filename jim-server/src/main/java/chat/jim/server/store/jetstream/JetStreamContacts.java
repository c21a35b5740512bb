package chat.jim.server.store.jetstream;

import chat.jim.codec.JsonLine;
import chat.jim.server.store.AccountKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has whom among his contacts: a value for each owner, and for each contact its owners in values of at most
 * {@link #OWNERS_IN_VALUE}, which are numbered from 0. The second are there to be asked for with few questions when a contact
 * comes or goes. An owner is added there first, and taken away last: so if a server dies between, one who is no owner any more
 * may be told something, but no owner is told nothing.
 */
final class JetStreamContacts {
    private static final int OWNERS_IN_VALUE = 100;
    private static final String CONTACTS = "contacts";
    private static final String OWNERS = "owners";
    private static final Comparator<AccountKey> BY_NAME =
            Comparator.comparing(account -> account.name().key());

    private final JetStreamAccounts accounts;
    private final Values contacts;
    private final Values owners;

    JetStreamContacts(JetStreamAccounts accounts, Values contacts, Values owners) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.owners = owners;
        accounts.atRemoval(this::removeAll);
    }

    /** The contacts of an account that exist, sorted by name. */
    List<AccountKey> of(AccountKey owner) {
        List<AccountKey> existing = accounts.existing(noted(owner));
        existing.sort(BY_NAME);
        return existing;
    }

    /** They may be removed meanwhile. */
    private List<AccountKey> noted(AccountKey owner) {
        List<AccountKey> noted = contacts.get(owner.name().key(), value -> listed(value.fields(), owner, CONTACTS));
        return noted == null ? new ArrayList<>() : noted;
    }

    /** The accounts in the value of an account; none if it belongs to another one, which had its name. */
    private static List<AccountKey> listed(@Nullable JsonLine value, AccountKey of, String field) {
        return value != null && Names.isOf(value, of) ? Names.accounts(value, field) : new ArrayList<>();
    }

    private static JsonLine with(@Nullable JsonLine value, AccountKey of, String field, List<AccountKey> listed) {
        return Names.withAccounts(Names.own(value, of), field, listed);
    }

    boolean has(AccountKey owner, AccountKey contact) {
        return noted(owner).contains(contact);
    }

    /** False if it was there, or there are so many already. */
    boolean add(AccountKey owner, AccountKey contact, int most) {
        if (!hasRoom(noted(owner), contact, most)) {
            return false;
        }
        addOwner(contact, owner);
        boolean added = contacts.change(owner.name().key(), value -> {
            List<AccountKey> listed = listed(value, owner, CONTACTS);
            if (!hasRoom(listed, contact, most)) {
                return null;
            }
            listed.add(contact);
            return with(value, owner, CONTACTS, listed);
        });
        if (added) {
            addOwner(contact, owner); // another session of the owner may have removed it meanwhile
        } else if (!has(owner, contact)) {
            removeOwner(contact, owner);
        }
        return added;
    }

    /** Whether a contact is not in a list and fits into it; if that is full, those that are removed are taken out. */
    private boolean hasRoom(List<AccountKey> listed, AccountKey contact, int most) {
        if (listed.size() >= most) {
            listed.retainAll(accounts.existing(listed));
        }
        return listed.size() < most && !listed.contains(contact);
    }

    /** False if it was not there. */
    boolean remove(AccountKey owner, AccountKey contact) {
        boolean removed = contacts.change(owner.name().key(), value -> {
            List<AccountKey> listed = listed(value, owner, CONTACTS);
            return listed.remove(contact) ? with(value, owner, CONTACTS, listed) : null;
        });
        if (removed) {
            removeOwner(contact, owner);
            if (has(owner, contact)) {
                addOwner(contact, owner); // another session of the owner has added it meanwhile
            }
        }
        return removed;
    }

    /** The owners of a contact, sorted by name: a question for each {@link #OWNERS_IN_VALUE} of them, and one more. */
    List<AccountKey> ownersOf(AccountKey contact) {
        Set<AccountKey> all = new HashSet<>();
        List<AccountKey> some = owners(contact, 0);
        for (int number = 1; some != null; number++) {
            all.addAll(some);
            some = owners(contact, number);
        }
        return all.stream().sorted(BY_NAME).toList();
    }

    /** Those in the value of that number; null if there is no such value. */
    private @Nullable List<AccountKey> owners(AccountKey contact, int number) {
        return owners.get(key(contact, number), value -> listed(value.fields(), contact, OWNERS));
    }

    private static String key(AccountKey contact, int number) {
        return number + " " + contact.name().key();
    }

    private void addOwner(AccountKey contact, AccountKey owner) {
        int number = 0;
        while (true) {
            List<AccountKey> some = owners(contact, number);
            if (some != null && some.contains(owner)) {
                return;
            }
            if (some != null && some.size() >= OWNERS_IN_VALUE) {
                number++;
            } else if (isOwnerAdded(contact, owner, number)) {
                return;
            }
        }
    }

    /** False if the value is full, or has that owner, by now. */
    private boolean isOwnerAdded(AccountKey contact, AccountKey owner, int number) {
        return owners.change(key(contact, number), value -> {
            List<AccountKey> listed = listed(value, contact, OWNERS);
            if (listed.contains(owner) || listed.size() >= OWNERS_IN_VALUE) {
                return null;
            }
            listed.add(owner);
            return with(value, contact, OWNERS, listed);
        });
    }

    private void removeOwner(AccountKey contact, AccountKey owner) {
        for (int number = 0; owners(contact, number) != null; number++) {
            owners.change(key(contact, number), value -> {
                List<AccountKey> listed = listed(value, contact, OWNERS);
                return listed.remove(owner) ? with(value, contact, OWNERS, listed) : null;
            });
        }
    }

    /** An account is removed: its contacts, and that it is one. The lists of others have it until they are changed. */
    private void removeAll(AccountKey account) {
        noted(account).forEach(contact -> removeOwner(contact, account));
        contacts.remove(account.name().key(), value -> Names.isOf(value, account));
        int number = 0;
        while (owners(account, number) != null) {
            owners.remove(key(account, number), value -> Names.isOf(value, account));
            number++;
        }
    }
}

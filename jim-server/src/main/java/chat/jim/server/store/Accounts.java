package chat.jim.server.store;

import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and their contacts. When a method returns, its changes are on the disk; every method sees the changes of other
 * processes, and of the other servers of a cluster. All may be called from any thread, and throw {@link StoreException}.
 */
public interface Accounts {
    /** The account of that name, or null. */
    @Nullable
    Account find(Address name);

    /** The accounts that exist of those names. */
    Map<Address, Account> findAll(Collection<Address> names);

    /** Makes an account, and returns it; null if that name has one. */
    @Nullable
    Account add(Address name, @Secret String passwordHash);

    /** Changes the password of an account; false if there is no such account. */
    boolean setPasswordHash(AccountKey account, @Secret String passwordHash);

    /** Blocks or unblocks an account; false if there is no such account. */
    boolean setBlocked(Address name, boolean blocked);

    /** Removes an account, its contacts, and its entries in the contacts of others; false if there is no such account. */
    boolean remove(Address name);

    /** Whether an account wishes that its talks are kept (PROTOCOL.md, section 12). */
    boolean keepsTalks(AccountKey account);

    /** Sets that wish; false if there is no such account. */
    boolean setKeepsTalks(AccountKey account, boolean wish);

    /** Notes that all messages of an account are to be forgotten. A removed one is noted anyway. */
    void forgetMessages(AccountKey account);

    /** The accounts whose messages are to be forgotten. */
    List<AccountKey> toForget();

    /** The messages of an account are out of the history. */
    void forgot(AccountKey account);

    /** How many accounts there are. */
    int count();

    /** All accounts, sorted by name. */
    List<Account> list();

    /** The contacts of an account, sorted by name. */
    List<Address> contacts(AccountKey owner);

    /**
     * Adds an account to the contacts of another; false if it was there already, either account does not exist, or the
     * owner has {@code most} contacts or more. However many are added at once, they do not get more.
     */
    boolean addContact(AccountKey owner, Address contact, int most);

    /** Whether an account is among the contacts of another. */
    boolean hasContact(AccountKey owner, Address contact);

    /** Removes an account from the contacts of another; false if it was not there. */
    boolean removeContact(AccountKey owner, Address contact);

    /**
     * The accounts that have this account among their contacts; in a cluster also one that had it, if a server was killed while
     * it took it away.
     */
    List<AccountKey> ownersOf(AccountKey contact);
}

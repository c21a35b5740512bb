package chat.jim.server.store;

import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and their contacts. What a method has changed is on the disk when it returns, and every method sees what
 * other processes have changed. All may be called from any thread, and throw {@link StoreException}.
 */
public interface Accounts {
    /** The account of that name, or null. */
    @Nullable
    Account find(Address name);

    /** Makes an account; false if there is one of that name. */
    boolean add(Address name, @Secret String passwordHash);

    /** Gives an account another password; false if there is none of that name. */
    boolean setPasswordHash(Address name, @Secret String passwordHash);

    /** Blocks an account, or ends that; false if there is none of that name. */
    boolean setBlocked(Address name, boolean blocked);

    /** Removes an account, with its contacts and from those of others; false if there is none of that name. */
    boolean remove(Address name);

    /** All accounts, in the order of their names. */
    List<Account> list();

    /** The contacts of an account, in the order of their names. */
    List<Address> contacts(Address owner);

    /** Takes an account among the contacts of another; false if it was there already, or one of the two is gone. */
    boolean addContact(Address owner, Address contact);

    /** Strikes an account from the contacts of another; false if it was not there. */
    boolean removeContact(Address owner, Address contact);

    /** The accounts that have this one among their contacts. */
    List<Address> ownersOf(Address contact);

    /** A number that is another one some time after another process has changed something. Never waits. */
    long version();
}

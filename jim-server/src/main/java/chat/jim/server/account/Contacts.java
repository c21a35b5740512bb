package chat.jim.server.account;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.routing.Directory;
import chat.jim.server.session.Session;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows who wants to hear of whose coming and going, and tells them (PROTOCOL.md, section 10). From any thread. */
public final class Contacts {
    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);

    private final Accounts accounts;
    private final Directory directory;

    public Contacts(Accounts accounts, Directory directory) {
        this.accounts = accounts;
        this.directory = directory;
    }

    List<Address> of(Address owner) {
        return accounts.contacts(owner);
    }

    /**
     * Takes an account among the contacts of {@code owner}, and returns its name as it has it.
     *
     * @throws ProtocolException 404 if there is no such account
     */
    Address add(Address owner, Address contact) {
        Account account = accounts.find(contact);
        if (account == null) {
            throw new ProtocolException(
                    Code.NOT_FOUND, "There is no account " + contact + ": only accounts can be contacts.");
        }
        accounts.addContact(owner, contact);
        return account.name();
    }

    /**
     * Strikes an account from the contacts of {@code owner}.
     *
     * @throws ProtocolException 404 if it is not there
     */
    void remove(Address owner, Address contact) {
        if (!accounts.removeContact(owner, contact)) {
            throw new ProtocolException(Code.NOT_FOUND, contact + " is not among your contacts: check the name.");
        }
    }

    /**
     * Hands the notice to all others online who have {@code contact} among their contacts. A broken store only keeps it
     * back.
     */
    public void tell(Address contact, Frame notice) {
        try {
            for (Address owner : accounts.ownersOf(contact)) {
                Session session = owner.equals(contact) ? null : directory.find(owner);
                if (session != null) {
                    session.peer().tell(notice);
                }
            }
        } catch (StoreException e) {
            LOG.warn("Nobody is told of {}: {}", contact, e.getMessage());
        }
    }
}

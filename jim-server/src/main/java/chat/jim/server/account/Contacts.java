package chat.jim.server.account;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.list.NameList;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the contacts of one peer, and notifies the users who have the peer among theirs when it comes online, changes
 * its status or goes offline (PROTOCOL.md, section 10). Contacts belong to an account. A guest of another dialect has
 * contacts as long as it is connected (appendix); other guests have none. Only for the thread of the peer's session.
 */
public final class Contacts {
    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);
    private static final int MOST_OF_GUEST = 100;

    private final Peer peer;
    private final Accounts accounts;
    private final Directory directory;
    private final Replies replies;
    private final IntSupplier most;

    /** All contacts of a guest. Of an account only the common room, which is nobody's account. */
    private final Set<Address> ofSession = new LinkedHashSet<>();

    /** The names as they were last asked for; null after a change, and after {@link #forgetNames}. */
    private @Nullable NameList names;

    /**
     * The contacts of that peer.
     *
     * @param directory knows who is online
     * @param most the number of contacts that an account may have; one that has more keeps them
     */
    public Contacts(Peer peer, Accounts accounts, Directory directory, Replies replies, IntSupplier most) {
        this.peer = peer;
        this.accounts = accounts;
        this.directory = directory;
        this.replies = replies;
        this.most = most;
    }

    /**
     * The names of the contacts. They are read once for all requests that come at once, see {@link #forgetNames}.
     *
     * @throws ProtocolException 403 if the peer is a guest that has no contacts; so do {@link #add} and {@link #remove}
     */
    public NameList names() {
        AccountKey owner = owner();
        if (names == null) {
            names = NameList.of(Stream.concat(
                    ofSession.stream(), owner == null ? Stream.empty() : accounts.contacts(owner).stream()));
            names.retire(); // nobody else asks for them
        }
        return names;
    }

    /**
     * The names of everybody online and of all accounts, but for the peer and its contacts.
     *
     * @throws ProtocolException 403 if the peer is a guest that has no contacts
     */
    public NameList potentials() {
        AccountKey owner = owner();
        Set<Address> others = new HashSet<>(ofSession);
        others.add(Objects.requireNonNull(peer.name()));
        if (owner != null) {
            others.addAll(accounts.contacts(owner));
        }
        Stream<Address> known = Stream.concat(
                directory.peers().map(Peer::name).flatMap(Stream::ofNullable),
                accounts.list().stream().map(Account::name));
        return NameList.of(known.filter(others::add));
    }

    /** Reads the names anew when they are asked for the next time: no peer keeps them while it is silent. */
    public void forgetNames() {
        names = null;
    }

    /**
     * Adds a contact, and returns its name as its account has it.
     *
     * @throws ProtocolException 404 if there is no such account; 403 if there are too many contacts
     */
    public Address add(Address contact) {
        forgetNames();
        AccountKey owner = owner();
        return isEverybody(contact) || owner == null ? addOfSession(contact) : addKept(owner, contact);
    }

    private Address addKept(AccountKey owner, Address contact) {
        Account account = accounts.find(contact);
        if (account == null) {
            throw new ProtocolException(
                    Code.NOT_FOUND, "There is no account " + contact + ": only accounts can be contacts.");
        }
        if (!accounts.addContact(owner, contact, most.getAsInt()) && !accounts.hasContact(owner, contact)) {
            Account own = accounts.find(owner.name());
            throw own == null || !own.key().equals(owner) ? Authenticator.removed(owner.name()) : full(most.getAsInt());
        }
        return account.name();
    }

    private Address addOfSession(Address contact) {
        if (ofSession.size() == MOST_OF_GUEST && !ofSession.contains(contact)) {
            throw full(MOST_OF_GUEST);
        }
        ofSession.add(contact);
        return contact;
    }

    private static ProtocolException full(int limit) {
        return new ProtocolException(
                Code.FORBIDDEN, "You have " + limit + " contacts, which is the limit: remove one first.");
    }

    /**
     * Removes a contact.
     *
     * @throws ProtocolException 404 if the account has no such contact
     */
    public void remove(Address contact) {
        forgetNames();
        AccountKey owner = owner();
        if (isEverybody(contact) || owner == null) {
            ofSession.remove(contact);
        } else if (!accounts.removeContact(owner, contact)) {
            throw new ProtocolException(Code.NOT_FOUND, contact + " is not among your contacts: check the name.");
        }
    }

    /**
     * Whether it is everybody, which is a contact for programs that write to contacts only.
     *
     * @throws ProtocolException 400 if it is another room, or the peer's program knows rooms
     */
    private boolean isEverybody(Address contact) {
        boolean everybody = contact.equals(Address.EVERYBODY) && !peer.dialect().isStandard();
        return everybody || contact.asAccount().isRoom();
    }

    /** The account whose contacts they are; null for a guest who has some as long as he is connected. */
    private @Nullable AccountKey owner() {
        AccountKey owner = peer.account();
        if (owner == null && peer.dialect().isStandard()) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "Contacts are kept for accounts, and you are a guest: register first.");
        }
        return owner;
    }

    /** Notifies that the peer is online. There are no notices about guests. */
    public void notifyOnline() {
        forgetNames(); // the peer may have had the contacts of a guest before
        notifyOwners(" is online");
    }

    /** Notifies that the peer goes offline. Call this while it still has its name. */
    public void notifyOffline() {
        notifyOwners(" is offline");
    }

    /** Keeps the peer's status, and notifies of it if it has changed; null changes nothing, and one too long is none. */
    public void setStatus(@Nullable String changed) {
        if (changed == null) {
            return;
        }
        String status = Limits.length(changed) <= Limits.MESSAGE ? changed : "";
        Holder holder = peer.holder();
        if (!status.equals(holder.status())) {
            holder.setStatus(status);
            if (!status.isEmpty()) {
                notifyOwners(" is online: " + status);
            }
        }
    }

    /** Notifies all users online who have the peer among their contacts. If the store fails, nobody is notified. */
    private void notifyOwners(String news) {
        AccountKey account = peer.account();
        if (account == null) {
            return;
        }
        try {
            List<AccountKey> readers = accounts.ownersOf(account).stream()
                    .filter(owner -> !owner.equals(account))
                    .toList();
            tell(account + news, readers, directory, replies);
            directory.tellElsewhere(
                    account + news,
                    readers.stream()
                            .filter(reader -> directory.find(reader.name()) == null)
                            .toList());
        } catch (StoreException e) {
            LOG.atLevel(e.level()).log("Cannot notify the contacts of {}: {}", account, e.getMessage());
        }
    }

    /** Tells that to those of the readers who are online here. */
    public static void tell(String news, List<AccountKey> readers, Directory directory, Replies replies) {
        Frame notice = replies.notice(news);
        for (AccountKey reader : readers) {
            Holder holder = directory.find(reader.name());
            if (holder != null && reader.equals(holder.account())) {
                holder.tell(notice);
            }
        }
    }
}

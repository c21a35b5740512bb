package chat.jim.server.account;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.session.ServerContext;
import chat.jim.server.session.Session;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The contacts of one session: those of its account (PROTOCOL.md, section 10); those of a visitor without an account only as
 * long as it is there (appendix). Other guests have none. Only for the thread of the session.
 */
public final class ContactList {
    private static final int MOST_OF_VISITOR = 100;

    private final Session session;
    private final ServerContext services;
    private final Set<Address> ofVisitor = new LinkedHashSet<>();

    public ContactList(Session session, ServerContext services) {
        this.session = session;
        this.services = services;
    }

    public Stream<Address> names() {
        return isAccounts() ? services.contacts().of(owner()).stream() : ofVisitor.stream();
    }

    /** Returns the name as it is shown. */
    public Address add(Address contact) {
        if (isAccounts()) {
            return services.contacts().add(owner(), contact);
        }
        if (ofVisitor.size() == MOST_OF_VISITOR && !ofVisitor.contains(contact)) {
            throw new ProtocolException(
                    Code.FORBIDDEN,
                    "You have " + ofVisitor.size() + " contacts, and may have no more: remove one first.");
        }
        ofVisitor.add(contact);
        return contact;
    }

    public void remove(Address contact) {
        if (isAccounts()) {
            services.contacts().remove(owner(), contact);
        } else {
            ofVisitor.remove(contact);
        }
    }

    private boolean isAccounts() {
        if (!session.registered() && session.peer().dialect().isStandard()) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "Contacts are kept for accounts, and you are a guest: register first.");
        }
        return session.registered();
    }

    private Address owner() {
        return Objects.requireNonNull(session.name());
    }
}

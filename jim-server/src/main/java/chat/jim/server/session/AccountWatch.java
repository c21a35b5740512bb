package chat.jim.server.session;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.account.Authenticator;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends away those who are online with an account that was blocked or removed by another process, the command
 * {@code account}, and guests whose name was given to an account. To be asked to look every now and then, by one thread.
 */
public final class AccountWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

    private final Accounts accounts;
    private final ServerContext services;
    private long seen;
    private boolean again;
    private boolean broken;

    public AccountWatch(Accounts accounts, ServerContext services) {
        this.accounts = accounts;
        this.services = services;
        seen = accounts.version();
    }

    /**
     * Looks whether anything was changed, and if so at all who are online: now, and once more the next time, since
     * somebody may just be coming online. A broken store is said once, and looked at again the next time.
     */
    public void look() {
        try {
            lookNow();
            broken = false;
        } catch (StoreException e) {
            if (!broken) {
                LOG.warn("Nobody sees any more which accounts are blocked or removed: {}", e.getMessage());
            }
            broken = true;
        }
    }

    private void lookNow() {
        long version = accounts.version();
        if (version != seen || again) {
            again = version != seen;
            seen = version;
            services.directory().sessions().forEach(this::check);
        }
    }

    private void check(Session session) {
        Address name = session.name();
        if (name == null) {
            return;
        }
        @Nullable Account account = accounts.find(name);
        if (account == null && session.registered()) {
            dismiss(session, new ProtocolException(Code.FORBIDDEN, "The account " + name + " was removed."));
        } else if (account != null && account.blocked()) {
            dismiss(session, Authenticator.blocked(name));
        } else if (account != null && !session.registered()) {
            dismiss(session, Authenticator.hasAccount(name, Code.FORBIDDEN));
        }
    }

    private void dismiss(Session session, ProtocolException reason) {
        session.dismiss(services.response(reason.code(), reason.sentence()));
    }
}

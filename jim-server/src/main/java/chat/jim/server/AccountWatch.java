package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.account.Account;
import chat.jim.server.account.Accounts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends away those who are online with an account that was blocked or removed by another process, the command
 * {@code account}. To be asked to look every now and then, by one thread.
 */
final class AccountWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

    private final Accounts accounts;
    private final Services services;
    private long seen;

    AccountWatch(Accounts accounts, Services services) {
        this.accounts = accounts;
        this.services = services;
        seen = accounts.version();
    }

    /** Looks whether anything was changed, and at all who are online if so. */
    void look() {
        long version = accounts.version();
        if (version != seen) {
            services.directory().sessions().filter(Session::registered).forEach(this::check);
            seen = version;
        }
    }

    private void check(Session session) {
        Address name = session.name();
        if (name == null) {
            return;
        }
        @Nullable Account account = accounts.find(name);
        if (account == null) {
            dismiss(session, new ProtocolException(Code.FORBIDDEN, "The account " + name + " was removed."));
        } else if (account.blocked()) {
            dismiss(session, Authenticator.blocked(name));
        }
    }

    private void dismiss(Session session, ProtocolException reason) {
        LOG.info("{} is sent away: {}", session.name(), reason.sentence());
        session.dismiss(services.response(reason.code(), reason.sentence()));
    }
}

package chat.jim.server.account;

import chat.jim.log.OncePerMinute;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dismisses peers whose account was blocked or removed by another process, the command {@code account}, also if there is
 * another account of that name by now, and guests whose name was given to an account. Waits for the store.
 */
public final class AccountWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);
    private static final long AGAIN_MILLIS = 1000;

    private final OncePerMinute warning = new OncePerMinute();
    private final Accounts accounts;
    private final Directory directory;
    private final Replies replies;
    private final Timer timer;
    private final Runnable alsoCheck;

    /** A peer as it was before the accounts were read: a guest may make its name an account meanwhile. */
    private record Login(Peer peer, Address name, @Nullable AccountKey account) {
        private static @Nullable Login of(Peer peer) {
            AccountKey account = peer.account();
            Address name = peer.name();
            return name == null ? null : new Login(peer, name, account);
        }
    }

    /**
     * Watches those accounts and the peers in that directory.
     *
     * @param timer for what waits for the store
     * @param alsoCheck what else may have changed
     */
    public AccountWatch(Accounts accounts, Directory directory, Replies replies, Timer timer, Runnable alsoCheck) {
        this.accounts = accounts;
        this.directory = directory;
        this.replies = replies;
        this.timer = timer;
        this.alsoCheck = alsoCheck;
    }

    /**
     * Another process has changed accounts. Checks all peers that are online soon, and once more a second later, since somebody
     * may just be coming online; while the store fails, again and again.
     */
    public void changed() {
        timer.after(0, () -> check(1, this::checkAll));
    }

    /** The same of one account. Waits for nobody, and may be called all the time. */
    public void changed(Address name) {
        if (directory.isClaimed(name)) {
            Runnable check = () -> check(directory.find(name));
            timer.after(0, () -> check(1, check));
        }
    }

    private void check(@Nullable Holder holder) {
        if (holder != null) {
            check(holder.sessions());
        }
    }

    private void check(int more, Runnable check) {
        boolean done = isDone(check);
        if (!timer.isClosed() && (!done || more > 0)) {
            timer.after(AGAIN_MILLIS, () -> check(done ? more - 1 : more, check));
        }
    }

    private boolean isDone(Runnable check) {
        try {
            check.run();
            return true;
        } catch (StoreException e) {
            if (warning.isDue()) {
                LOG.atLevel(e.level()).log("Cannot check for blocked or removed accounts: {}", e.getMessage());
            }
            return false;
        }
    }

    private void checkAll() {
        check(directory.peers());
        alsoCheck.run();
    }

    private void check(Stream<Peer> peers) {
        List<Login> logins = peers.map(Login::of).flatMap(Stream::ofNullable).toList();
        Map<Address, Account> existing =
                accounts.findAll(logins.stream().map(Login::name).toList());
        logins.forEach(login -> check(login, existing.get(login.name())));
    }

    private void check(Login login, @Nullable Account account) {
        Address name = login.name();
        Peer peer = login.peer();
        if (!name.equals(peer.name())) {
            return;
        }
        if (login.account() != null && (account == null || !login.account().equals(account.key()))) {
            dismiss(peer, Authenticator.removed(name));
        } else if (account != null && account.blocked()) {
            dismiss(peer, Authenticator.blocked(name));
        } else if (account != null && !peer.isRegistered()) {
            dismiss(peer, Authenticator.hasAccount(name, Code.FORBIDDEN));
        }
    }

    private void dismiss(Peer peer, ProtocolException reason) {
        peer.dismiss(replies.of(reason));
    }
}

package chat.jim.server.account;

import chat.jim.log.Audit;
import chat.jim.log.Secret;
import chat.jim.net.Network;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.limit.FailedLogins;
import chat.jim.server.limit.LoginThrottle;
import chat.jim.server.limit.PerAddressLimiter;
import chat.jim.server.measure.Histogram;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import java.net.InetAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the passwords of accounts, counts the wrong ones, and changes them (PROTOCOL.md, sections 5 and 9). All methods may
 * be called from any thread.
 */
public final class Passwords {
    private final Accounts accounts;
    private final PasswordHasher hasher = new PasswordHasher();
    private final PerAddressLimiter limiter =
            new PerAddressLimiter(Runtime.getRuntime().availableProcessors());
    private final LoginThrottle throttle;
    private final FailedLogins failures = new FailedLogins();

    /** Tells other servers of a failed login to an account, from a network. */
    private final BiConsumer<Address, InetAddress> others;

    /**
     * Those of these accounts, for a server with that configuration.
     *
     * @param others tells other servers of a failed login to an account, from a network
     */
    public Passwords(Accounts accounts, LiveConfig config, BiConsumer<Address, InetAddress> others) {
        this.accounts = accounts;
        this.others = others;
        throttle = new LoginThrottle(() -> config.now().limits().failedLogins(), System::nanoTime);
    }

    /** How long the hashes of passwords took. */
    public Histogram hashTimes() {
        return hasher.times();
    }

    /** How many hashes are being made, or wait for a processor. */
    public int unfinishedHashes() {
        return hasher.unfinished();
    }

    /** Tells of the failed logins that were left out of the log. Call this every minute. */
    public void tick() {
        failures.tick();
    }

    /** Checks no more passwords: whoever waits for that is refused with 503. */
    public void close() {
        hasher.close();
    }

    /**
     * Checks the password of an account; that there is none of that name takes as long to find out.
     *
     * @throws ProtocolException {@code refusal} if it is wrong, or there is no account; 429 after too many failures
     */
    void check(
            Address name,
            @Nullable Account account,
            @Secret String password,
            InetAddress address,
            ProtocolException refusal) {
        InetAddress from = Network.of(address);
        String hash = account == null ? null : account.passwordHash();
        boolean right;
        try {
            right = limiter.call(from, () -> hasher.match(password, hash, () -> throttle.check(from, name)));
            throttle.check(from, name);
        } catch (ProtocolException e) {
            failures.log(name, address, FailedLogins.Reason.THROTTLED);
            throw e;
        }
        if (account == null || !right) {
            throttle.countFailure(from, name);
            others.accept(name, from);
            failures.log(name, address, FailedLogins.Reason.WRONG);
            throw refusal;
        }
    }

    /** A login to that account has failed at another server, from that network. */
    public void failedElsewhere(Address name, InetAddress from) {
        throttle.countFailure(from, name);
    }

    /** Notes that somebody could have logged in, but for the account, which is blocked. */
    void noteBlocked(Address name, InetAddress address) {
        failures.log(name, address, FailedLogins.Reason.BLOCKED);
    }

    /** The hash to keep of a password that somebody at that address has chosen. */
    String hash(@Secret String password, InetAddress address) {
        return limiter.call(Network.of(address), () -> hasher.hash(password));
    }

    /**
     * Changes the password of the account with which the peer is online. All resume tokens of the account are void then.
     *
     * @return the peer with its account as it is now
     * @throws ProtocolException 402 if the old password is wrong; 400 if the account is not the peer's, or the new password
     *     too short; 403 if the peer has no account, or has none any more; 429 after too many failures
     */
    public Admission change(Action.Passwd passwd, Peer peer, InetAddress address) {
        Login login = passwd.login();
        AccountKey own = peer.account();
        if (own == null) {
            throw new ProtocolException(Code.FORBIDDEN, "You are a guest, who has no password: register first.");
        }
        if (!own.name().equals(login.account())) {
            throw ProtocolException.badRequest("You are " + own + ": you can change your own password only.");
        }
        PasswordHasher.checkNew(passwd.newPassword());
        Account account = accounts.find(own.name());
        if (account == null || !account.key().equals(own)) {
            throw Authenticator.removed(own.name());
        }
        check(own.name(), account, login.secret(), address, wrongOld());
        String hash = hash(passwd.newPassword(), address);
        if (!accounts.setPasswordHash(own, hash)) {
            throw Authenticator.removed(own.name());
        }
        Audit.of("passwd")
                .with("address", address)
                .with("account", own.name())
                .with("by", "owner")
                .write();
        return new Admission(own.name(), new Account(own, hash, account.blocked()));
    }

    private static ProtocolException wrongOld() {
        return new ProtocolException(Code.WRONG_PASSWORD, "The old password is wrong: check it.");
    }
}

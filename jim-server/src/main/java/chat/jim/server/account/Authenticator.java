package chat.jim.server.account;

import chat.jim.dialect.Family;
import chat.jim.log.Audit;
import chat.jim.net.Network;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Login;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.limit.RegistrationLimit;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;
import java.net.InetAddress;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may have which name, with a password or as a guest, and claims the name for them (PROTOCOL.md, sections 4
 * and 5). Each method either claims a name or throws {@link ProtocolException}. It checks before the claim, so that
 * nobody can keep an account's owner out by asking for its name. It checks again after the claim, since the account may
 * have changed meanwhile. All methods may be called from any thread.
 */
public final class Authenticator {
    private static final Pattern GUESTS = Pattern.compile("guest(-\\d+)?");

    private final Directory directory;
    private final Accounts accounts;
    private final LiveConfig config;
    private final ResumeTokens tokens;
    private final Takeover takeover;
    private final Passwords passwords;
    private final RegistrationLimit registrations;

    /** One for a server with that configuration. */
    public Authenticator(
            Directory directory,
            Accounts accounts,
            ResumeTokens tokens,
            Takeover takeover,
            Passwords passwords,
            LiveConfig config) {
        this.directory = directory;
        this.accounts = accounts;
        this.tokens = tokens;
        this.takeover = takeover;
        this.passwords = passwords;
        this.config = config;
        registrations = new RegistrationLimit(() -> config.now().origins().registrations(), System::nanoTime);
    }

    /** Whether this is the name for guests who have chosen none, with a number after it or without. */
    public static boolean isGuests(Address name) {
        return GUESTS.matcher(name.key()).matches();
    }

    /** Whether anybody is online by that name, or has an account. */
    public boolean isSomebody(Address name) {
        return directory.has(name) || hasAccount(name);
    }

    /** Whether there is an account of that name. */
    public boolean hasAccount(Address name) {
        return accounts.find(name) != null;
    }

    /**
     * Lets a peer come online that has sent a presence: back to its session with a token, or else as a guest.
     *
     * @throws ProtocolException see {@link #admitGuest}; with a token also 503 if the former session does not end
     */
    public Admission admit(Address name, Login.@Nullable Resume resume, Peer peer, InetAddress address) {
        String token = resume == null ? null : resume.token();
        return token == null ? admitGuest(name, peer) : comeBack(name, token, peer, address);
    }

    /**
     * Lets a guest come online. A peer of another dialect that has chosen no name gets the first free one for guests,
     * with a number after it.
     *
     * @throws ProtocolException 401 if the name has an account or the server takes no guests; 400 if the name is
     *     reserved; 409 if it is in use
     */
    private Admission admitGuest(Address name, Peer peer) {
        if (peer.dialect().isStandard() || !isGuests(name)) {
            return claimForGuest(name, peer);
        }
        Address free = name;
        for (int number = 2; isTaken(free) || !isClaimedForGuest(free, peer); number++) {
            free = Address.account(Family.GUEST + "-" + number);
        }
        return new Admission(free, null);
    }

    /**
     * Lets a peer come back. If the token is void, the name can still be a guest's. A void token is no failed login:
     * nobody can guess one, and its owner's password may come next.
     */
    private Admission comeBack(Address name, String token, Peer peer, InetAddress address) {
        Account account = accounts.find(name);
        if (account == null) {
            checkNotReserved(name);
            checkGuestsAdmitted();
        }
        if (!tokens.redeem(name, account == null ? null : account.key(), token, peer)) {
            return admitGuest(name, peer);
        }
        return keepIf(name, peer, () -> account == null ? guest(name) : unchanged(account, address))
                .beside(ResumeTokens.isAlso(token));
    }

    /** False if another peer has just claimed the name. */
    private boolean isClaimedForGuest(Address name, Peer peer) {
        try {
            claimForGuest(name, peer);
            return true;
        } catch (ProtocolException e) {
            if (!e.code().equals(Code.CONFLICT)) {
                throw e;
            }
            return false;
        }
    }

    private boolean isTaken(Address name) {
        return directory.isClaimed(name) || hasAccount(name);
    }

    private Admission claimForGuest(Address name, Peer peer) {
        checkNotReserved(name);
        checkNoAccount(name, Code.UNAUTHORIZED);
        checkGuestsAdmitted();
        claim(name, peer);
        return keepIf(name, peer, () -> guest(name));
    }

    private void checkGuestsAdmitted() {
        if (!config.now().access().guests()) {
            throw new ProtocolException(
                    Code.UNAUTHORIZED,
                    "This server admits no guests: authenticate"
                            + (config.now().access().registration() ? ", or register an account." : "."));
        }
    }

    /**
     * Lets a user log in with a password. All former sessions of the account are replaced, and their tokens void, unless
     * the user also wants to be online here.
     *
     * @throws ProtocolException 402 if the password is wrong or there is no account; 403 if the account is blocked; 409 if
     *     it has too many sessions; 429 after too many failures; 503 if a former session does not end
     */
    public Admission authenticate(Address name, String password, boolean also, Peer peer, InetAddress address) {
        Account account = accounts.find(name);
        passwords.check(name, account, password, address, wrongPassword());
        Account existing = Objects.requireNonNull(account);
        unchanged(existing, address); // first, since a blocked one replaces nobody
        if (also) {
            takeover.claimAlso(existing.key(), peer);
        } else {
            takeover.claim(existing.key(), peer);
            tokens.removeOf(existing.name());
        }
        return keepIf(existing.name(), peer, () -> unchanged(existing, address)).beside(also);
    }

    /**
     * Makes an account. The peer may already be online as a guest with that name.
     *
     * @param password null only asks whether the name can be had
     * @throws ProtocolException 403 if registration is closed; 409 if the name is taken; 400 if the name is reserved, or if
     *     the password is missing or too short; 429 if there were too many from that address
     */
    public Admission register(Address name, @Nullable String password, Peer peer, InetAddress address) {
        if (!config.now().access().registration()) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "Registration is closed here: ask the server's operator for an account.");
        }
        checkNotReserved(name);
        checkNoAccount(name, Code.CONFLICT);
        if (peer.name() == null && (directory.isClaimed(name) || directory.has(name))) {
            throw inUse(name);
        }
        if (password == null) {
            throw ProtocolException.badRequest("The name " + name + " can be had: send a password with it.");
        }
        PasswordHasher.checkNew(password);
        if (peer.name() == null) {
            claim(name, peer);
            return keepIf(name, peer, () -> add(name, password, address));
        }
        return add(name, password, address);
    }

    /** The refusal of a blocked account. */
    static ProtocolException blocked(Address name) {
        return new ProtocolException(Code.FORBIDDEN, "The account " + name + " is blocked: ask the server's operator.");
    }

    /** The refusal of a session whose account is not there any more. */
    static ProtocolException removed(Address name) {
        return new ProtocolException(Code.FORBIDDEN, "The account " + name + " was removed.");
    }

    /** The refusal of a guest whose name has an account. */
    static ProtocolException hasAccount(Address name, Code code) {
        return new ProtocolException(
                code, "The name " + name + " has an account: authenticate if it is yours, or choose another name.");
    }

    private static ProtocolException wrongPassword() {
        return new ProtocolException(Code.WRONG_PASSWORD, "Wrong password, or no account of that name: check both.");
    }

    /** The refusal of a name that another peer has. */
    static ProtocolException inUse(Address name) {
        return new ProtocolException(Code.CONFLICT, "The name " + name + " is in use: choose another one.");
    }

    private void claim(Address name, Peer peer) {
        if (!directory.claim(name, peer)) {
            throw inUse(name);
        }
    }

    /** Releases the name that the peer has claimed if the check of the admission fails. */
    private Admission keepIf(Address name, Peer peer, Supplier<Admission> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            directory.release(name, peer);
            throw e;
        }
    }

    private Admission guest(Address name) {
        checkNoAccount(name, Code.UNAUTHORIZED);
        return new Admission(name, null);
    }

    private static void checkNotReserved(Address name) {
        if (name.isReserved()) {
            throw new ProtocolException(Code.BAD_REQUEST, "The name " + name + " is reserved: choose another one.");
        }
    }

    private void checkNoAccount(Address name, Code code) {
        if (hasAccount(name)) {
            throw hasAccount(name, code);
        }
    }

    private Admission unchanged(Account account, InetAddress address) {
        Account now = accounts.find(account.name());
        if (now == null
                || !now.key().equals(account.key())
                || !now.passwordHash().equals(account.passwordHash())) {
            throw wrongPassword();
        }
        if (now.blocked()) {
            passwords.noteBlocked(now.name(), address);
            throw blocked(now.name());
        }
        return new Admission(account.name(), account);
    }

    private Admission add(Address name, String password, InetAddress address) {
        registrations.count(Network.of(address));
        String hash = passwords.hash(password, address);
        Account account = accounts.add(name, hash);
        if (account == null) {
            throw hasAccount(name, Code.CONFLICT);
        }
        Audit.of("register").with("address", address).with("account", name).write();
        return new Admission(name, account);
    }
}

package chat.jim.server.account;

import chat.jim.dialect.Dialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.accept.Network;
import chat.jim.server.config.Admission;
import chat.jim.server.routing.Directory;
import chat.jim.server.session.Session;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * Decides who may have which name, with a password or as a guest, and claims it for them (PROTOCOL.md, sections 4 and 5).
 * Each method either claims a name or throws {@link ProtocolException}. What is known before is checked before the claim,
 * so that nobody can hold up the owner of an account by asking for its name, and again after it, since it may have changed
 * meanwhile. All may be called from any thread.
 */
public final class Authenticator {
    private static final Pattern GUESTS = Pattern.compile("guest(-\\d+)?");

    private final Directory directory;
    private final Accounts accounts;
    private final Admission admission;
    private final PasswordHasher passwords = new PasswordHasher();
    private final PerAddressLimiter turns =
            new PerAddressLimiter(Runtime.getRuntime().availableProcessors());
    private final LoginThrottle attempts;

    /** @param failedLogins how many logins may fail, see {@link LoginThrottle} */
    public Authenticator(Directory directory, Accounts accounts, Admission admission, int failedLogins) {
        this.directory = directory;
        this.accounts = accounts;
        this.admission = admission;
        attempts = new LoginThrottle(failedLogins, System::nanoTime);
    }

    /** Whether the name is that of guests who say no name of their own, or one of those made of it. */
    public static boolean isGuests(Address name) {
        return GUESTS.matcher(name.key()).matches();
    }

    /** Whether there is an account of that name. */
    public boolean hasAccount(Address name) {
        return accounts.find(name) != null;
    }

    /**
     * A guest's presence: 401 if the name has an account, or no guests are taken. A visitor who says no name of its own gets
     * the first that is free, with a number behind it. Returns the name.
     */
    public Address admitGuest(Address name, boolean visitor, Session session) {
        if (!visitor || !isGuests(name)) {
            admitGuest(name, session);
            return name;
        }
        Address free = name;
        for (int number = 2; isTaken(free) || !admitsGuest(free, session); number++) {
            free = Address.account(Dialect.GUEST + "-" + number);
        }
        return free;
    }

    /** False if somebody else was just faster. */
    private boolean admitsGuest(Address name, Session session) {
        try {
            admitGuest(name, session);
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

    private void admitGuest(Address name, Session session) {
        checkNotReserved(name);
        checkNoAccount(name, Code.UNAUTHORIZED);
        if (!admission.guests()) {
            throw new ProtocolException(
                    Code.UNAUTHORIZED,
                    "This server takes no guests: authenticate"
                            + (admission.registration() ? ", or register an account." : "."));
        }
        claim(name, session, () -> checkNoAccount(name, Code.UNAUTHORIZED));
    }

    /** A login with a password; returns the name as the account has it. 402, 403, 409, or 429 after too many failures. */
    public Address authenticate(Address name, String password, Session session, InetAddress address) {
        InetAddress from = Network.of(address);
        Account account = accounts.find(name);
        String hash = account == null ? null : account.passwordHash();
        boolean right = turns.take(from, () -> passwords.match(password, hash, () -> attempts.check(from, name)));
        attempts.check(from, name);
        if (account == null || !right) {
            attempts.failed(from, name);
            throw wrongPassword();
        }
        claim(account.name(), session, () -> checkUnchanged(account));
        return account.name();
    }

    /** Makes an account. The session may be online as a guest of that name already. 403, or 409 if the name is taken. */
    public void register(Address name, String password, Session session, InetAddress address) {
        InetAddress from = Network.of(address);
        if (!admission.registration()) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "Registration is closed here: ask the server's operator for an account.");
        }
        checkNotReserved(name);
        checkNoAccount(name, Code.CONFLICT);
        if (session.name() == null) {
            claim(name, session, () -> add(name, password, from));
        } else {
            add(name, password, from);
        }
    }

    public static ProtocolException blocked(Address name) {
        return new ProtocolException(Code.FORBIDDEN, "The account " + name + " is blocked: ask the server's operator.");
    }

    public static ProtocolException hasAccount(Address name, Code code) {
        return new ProtocolException(
                code, "The name " + name + " has an account: authenticate if it is yours, or choose another name.");
    }

    private static ProtocolException wrongPassword() {
        return new ProtocolException(Code.WRONG_PASSWORD, "Wrong password, or no account of that name: check both.");
    }

    /** Claims the name, and gives it back if the check then fails. */
    private void claim(Address name, Session session, Runnable check) {
        if (!directory.claim(name, session)) {
            throw new ProtocolException(Code.CONFLICT, "The name " + name + " is in use: choose another one.");
        }
        try {
            check.run();
        } catch (RuntimeException e) {
            directory.release(name, session);
            throw e;
        }
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

    private void checkUnchanged(Account account) {
        Account now = accounts.find(account.name());
        if (now == null || !now.passwordHash().equals(account.passwordHash())) {
            throw wrongPassword();
        }
        if (now.blocked()) {
            throw blocked(now.name());
        }
    }

    private void add(Address name, String password, InetAddress from) {
        if (!accounts.add(name, turns.take(from, () -> passwords.hash(password)))) {
            throw hasAccount(name, Code.CONFLICT);
        }
    }
}

package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.account.Account;
import chat.jim.server.account.Accounts;
import chat.jim.server.account.LoginAttempts;
import chat.jim.server.account.Passwords;
import java.net.InetAddress;

/**
 * Decides who may have which name, with a password or as a guest, and claims it for them (PROTOCOL.md, sections 4 and 5).
 * Each method either claims a name or throws {@link ProtocolException}. All may be called from any thread.
 */
final class Authenticator {
    private final Directory directory;
    private final Accounts accounts;
    private final Admission admission;
    private final Passwords passwords = new Passwords();
    private final LoginAttempts attempts = new LoginAttempts(System::nanoTime);

    Authenticator(Directory directory, Accounts accounts, Admission admission) {
        this.directory = directory;
        this.accounts = accounts;
        this.admission = admission;
    }

    /** A guest's presence: 401 if the name has an account, or no guests are taken. */
    void admitGuest(Address name, Session session) {
        checkNotReserved(name);
        claim(name, session);
        try {
            if (accounts.find(name) != null) {
                throw new ProtocolException(
                        Code.UNAUTHORIZED, "The name " + name + " has an account: authenticate with its password.");
            }
            if (!admission.guests()) {
                throw new ProtocolException(
                        Code.UNAUTHORIZED, "This server takes no guests: authenticate, or register an account.");
            }
        } catch (RuntimeException e) {
            directory.release(name, session);
            throw e;
        }
    }

    /** A login with a password; returns the name as the account has it. 402, 403, 409, or 429 after too many failures. */
    Address authenticate(Address name, String password, Session session, InetAddress from) {
        attempts.check(from, name);
        Account account = accounts.find(name);
        boolean right = passwords.match(password, account == null ? null : account.passwordHash());
        attempts.check(from, name);
        if (account == null || !right) {
            attempts.failed(from, name);
            throw new ProtocolException(Code.WRONG_PASSWORD, "Wrong password, or no account of that name: check both.");
        }
        if (account.blocked()) {
            throw blocked(account.name());
        }
        claim(account.name(), session);
        return account.name();
    }

    /** Makes an account. The session may be online as a guest of that name already. 403, or 409 if the name is taken. */
    void register(Address name, String password, Session session) {
        if (!admission.registration()) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "Registration is closed here: ask the server's operator for an account.");
        }
        checkNotReserved(name);
        boolean guest = session.name() != null;
        if (!guest) {
            claim(name, session);
        }
        try {
            boolean made = accounts.find(name) == null && accounts.add(name, passwords.hash(password));
            if (!made) {
                throw new ProtocolException(
                        Code.CONFLICT, "The name " + name + " has an account already: choose another one.");
            }
        } catch (RuntimeException e) {
            if (!guest) {
                directory.release(name, session);
            }
            throw e;
        }
    }

    static ProtocolException blocked(Address name) {
        return new ProtocolException(Code.FORBIDDEN, "The account " + name + " is blocked: ask the server's operator.");
    }

    private void claim(Address name, Session session) {
        if (!directory.claim(name, session)) {
            throw new ProtocolException(Code.CONFLICT, "The name " + name + " is in use: choose another one.");
        }
    }

    private static void checkNotReserved(Address name) {
        if (name.isReserved()) {
            throw new ProtocolException(Code.BAD_REQUEST, "The name " + name + " is reserved: choose another one.");
        }
    }
}

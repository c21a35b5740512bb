package chat.jim.server.limit;

import chat.jim.log.Audit;
import chat.jim.log.PeerAddress;
import chat.jim.protocol.Address;
import java.net.InetAddress;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each failed login with its name and address, also in the audit file, which programs such as fail2ban read. A flood
 * of them does not fill the disk: of those past a number in a minute it says only how many they were. May be used from any
 * thread.
 */
public final class FailedLogins {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

    /** How many lines there may be in a minute. */
    static final int MOST = 300;

    private int logged;
    private int leftOut;

    /** How a login has failed. */
    public enum Reason {
        /** The password is wrong, or there is no such account. */
        WRONG,
        /** Too many have failed before. */
        THROTTLED,
        /** The password or the token is right, and the account blocked. */
        BLOCKED
    }

    /** Notes one of them. */
    public synchronized void log(Address name, InetAddress from, Reason reason) {
        if (logged == MOST) {
            leftOut++;
            return;
        }
        logged++;
        if (reason != Reason.BLOCKED) {
            LOG.warn("Failed login as {} from {}", name, PeerAddress.of(from));
        }
        Audit.of("login")
                .with("result", reason.name().toLowerCase(Locale.ROOT))
                .with("address", from)
                .with("account", name)
                .write();
    }

    /** Begins another minute. */
    public synchronized void tick() {
        if (leftOut > 0) {
            LOG.warn("There were {} more failed logins within a minute", leftOut);
            Audit.of("login").with("result", "failed").with("more", leftOut).write();
        }
        logged = 0;
        leftOut = 0;
    }
}

package chat.jim.server.limit;

import chat.jim.protocol.Address;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each failed login with its name and address, in one line that programs such as fail2ban read. A flood of them does
 * not fill the disk: of those past a number in a minute it says only how many they were. May be used from any thread.
 */
public final class FailedLogins {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

    /** How many lines there may be in a minute. */
    static final int MOST = 300;

    private int logged;
    private int leftOut;

    /** A name has no space in it, so nobody can forge the address behind it. */
    public synchronized void log(Address name, InetAddress from) {
        if (logged < MOST) {
            logged++;
            LOG.warn("Failed login as {} from {}", name, from.getHostAddress());
        } else {
            leftOut++;
        }
    }

    /** Begins another minute. */
    public synchronized void tick() {
        if (leftOut > 0) {
            LOG.warn("There were {} more failed logins within a minute", leftOut);
        }
        logged = 0;
        leftOut = 0;
    }
}

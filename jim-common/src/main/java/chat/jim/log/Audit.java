package chat.jim.log;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of the audit file: who has come, what was changed, and by whom, as {@code key=value}. The line is in the file
 * when {@link #write} returns. No value can look like another field, whoever has chosen it: what is not plain is in
 * quotes. May be used from any thread, one object by one thread.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final Audit CLOSED = new Audit(null);
    private static final int MOST = 200;

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}.:/@#+,*~_-]+");
    private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final Pattern QUOTED = Pattern.compile("[\"\\\\]");

    /** Null while nothing is audited. */
    private final @Nullable StringBuilder line;

    private Audit(@Nullable StringBuilder line) {
        this.line = line;
    }

    /** Begins the line of an event, such as {@code login}. */
    public static Audit of(String event) {
        return LOG.isInfoEnabled() ? new Audit(new StringBuilder("event=").append(event)) : CLOSED;
    }

    /**
     * Adds a field to the line.
     *
     * @param key a word of this program, never of somebody else
     * @param value an address is written in full; null leaves the field out
     */
    public Audit with(String key, @Nullable Object value) {
        if (line != null && value != null) {
            String text = value instanceof InetAddress address ? numbers(address) : value.toString();
            line.append(' ').append(key).append('=').append(safe(text));
        }
        return this;
    }

    /** Writes the line. */
    public void write() {
        if (line != null) {
            LOG.info("{}", line);
        }
    }

    /** The address without the name of an interface, which programs that read this do not know. */
    private static String numbers(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static String safe(String value) {
        if (PLAIN.matcher(value).matches() && value.length() <= MOST) {
            return value;
        }
        String visible = UNSAFE.matcher(shortened(value)).replaceAll("?");
        return '"' + QUOTED.matcher(visible).replaceAll("\\\\$0") + '"';
    }

    private static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= MOST
                ? value
                : value.substring(0, value.offsetByCodePoints(0, MOST)) + "…";
    }
}

package chat.jim.log;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The addresses of peers as the log names them: where peers are is personal data, and it is for the operator to decide how
 * much of it to keep. The {@link Audit} file always has them in full.
 */
public final class PeerAddress {
    private static final String HIDDEN = "-";
    private static final int IPV4_PREFIX = 24;
    private static final int IPV6_PREFIX = 64;

    private static volatile Shown shown = Shown.FULL;

    private PeerAddress() {}

    /** How much of an address the log names. */
    public enum Shown {
        /** The address, and the port if it is known. */
        FULL,
        /** Its network only: the first 24 bits in IPv4, 64 in IPv6. */
        NETWORK,
        /** Nothing. */
        NONE
    }

    /** From now on the log names so much. */
    public static void show(Shown how) {
        shown = how;
    }

    /** An address, for the log. */
    public static String of(InetAddress address) {
        return switch (shown) {
            case FULL -> address.getHostAddress();
            case NETWORK -> network(address);
            case NONE -> HIDDEN;
        };
    }

    /** An address with its port, for the log; one that no socket has yet is a stroke. */
    public static String of(InetSocketAddress place) {
        InetAddress address = place.getAddress();
        if (address == null || shown != Shown.FULL) {
            return address == null ? HIDDEN : of(address);
        }
        String host = address.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + place.getPort();
    }

    /** This machine's own address is nobody's in particular. */
    private static String network(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return address.getHostAddress();
        }
        int prefix = address instanceof Inet6Address ? IPV6_PREFIX : IPV4_PREFIX;
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, prefix / Byte.SIZE, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of that many bytes is one", e);
        }
    }
}

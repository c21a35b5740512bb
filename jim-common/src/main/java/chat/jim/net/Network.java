package chat.jim.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What counts as one network address: in IPv6 the first 64 bits, since an owner of one such address has them all. */
public final class Network {
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    /** The first address of the network that the address is in; an address of IPv4, written in IPv6 or not, is its own. */
    public static InetAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of 16 bytes is one", e);
        }
    }
}

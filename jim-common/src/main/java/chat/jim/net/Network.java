package chat.jim.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Finds the network of an address: in IPv6 its first 64 bits, since the owner of one such address has all of them. */
public final class Network {
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    /** The first address of the network. An IPv4 address, also one mapped to IPv6, is one of its own, and so is this machine. */
    public static InetAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
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

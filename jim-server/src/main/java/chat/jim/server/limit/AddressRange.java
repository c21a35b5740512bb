package chat.jim.server.limit;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address, or a network of which all addresses begin with the same bits.
 *
 * @param first its first address, 4 or 16 bytes as a number
 * @param bytes 4 in IPv4, 16 in IPv6
 * @param bits how many bits all its addresses have in common
 */
record AddressRange(BigInteger first, int bytes, int bits) {
    private static final List<AddressRange> LOOPBACKS = List.of(
            new AddressRange(BigInteger.valueOf(127).shiftLeft(24), 4, 8), new AddressRange(BigInteger.ONE, 16, 128));

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]{2,45})(?:/([0-9]{1,3}))?");

    /** Reads {@code 203.0.113.7}, {@code 203.0.113.0/24} or {@code 2001:db8::/32}; null if it is something else. */
    static @Nullable AddressRange of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        try {
            byte[] address = InetAddress.getByName(form.group(1)).getAddress();
            int all = 8 * address.length;
            int bits = form.group(2) == null ? all : Integer.parseInt(form.group(2));
            return bits > all ? null : new AddressRange(new BigInteger(1, address), address.length, bits).begun();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private AddressRange begun() {
        return new AddressRange(begun(first, bits), bytes, bits);
    }

    /** Whether that address is in it. */
    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        return other.length == bytes && begun(new BigInteger(1, other), bits).equals(first);
    }

    /** Whether an address is in it by which this machine reaches itself. */
    boolean hasLoopback() {
        return LOOPBACKS.stream()
                .anyMatch(loopback -> loopback.bytes == bytes
                        && (loopback.bits <= bits
                                ? begun(first, loopback.bits).equals(loopback.first)
                                : begun(loopback.first, bits).equals(first)));
    }

    private BigInteger begun(BigInteger address, int length) {
        int rest = 8 * bytes - length;
        return address.shiftRight(rest).shiftLeft(rest);
    }

    /** The address as it was read, and its bits if it is a network. */
    @Override
    public String toString() {
        byte[] number = first.toByteArray();
        byte[] address = new byte[bytes];
        int length = Math.min(number.length, bytes);
        System.arraycopy(number, number.length - length, address, bytes - length, length);
        try {
            String text = InetAddress.getByAddress(address).getHostAddress();
            return bits == 8 * bytes ? text : text + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of that many bytes is one", e);
        }
    }
}

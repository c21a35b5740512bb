package chat.jim.server.accept;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of the PROXY protocol, version 1 or 2, by which a proxy says where a connection comes from. It takes
 * not one byte of what follows. The specification is doc/proxy-protocol.txt of HAProxy.
 */
final class ProxyHeader {
    private static final int LONGEST_LINE = 107;
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";
    private static final String PORT = "(0|[1-9][0-9]{0,4})";
    private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN(?: .*)?");
    private static final Pattern IPV4 = line("TCP4", NUMBER + "(?:\\." + NUMBER + "){3}");
    private static final Pattern IPV6 = line("TCP6", "(?=[^ ]*:)[0-9A-Fa-f:.]{2,45}");
    private static final int HIGHEST_PORT = 65535;

    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1);
    private static final int VERSION = 2;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int LAST_FAMILY = 3;
    private static final int LAST_TRANSPORT = 2;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** What a proxy adds about TLS or about itself takes some hundred bytes. */
    private static final int LONGEST_REST = 4096;

    private ProxyHeader() {}

    private static Pattern line(String family, String address) {
        return Pattern.compile("PROXY " + family + " (" + address + ") (" + address + ") " + PORT + " " + PORT);
    }

    /**
     * Returns where the connection comes from; null if it is the proxy's own, as for a check of its health.
     *
     * @throws EOFException the connection ended before its first byte
     * @throws IOException what comes is no such header, or the connection broke
     */
    static @Nullable InetSocketAddress read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("it ended before it began");
        }
        return first == SIGNATURE[0] ? readBinary(in) : readLine(first, in);
    }

    private static @Nullable InetSocketAddress readLine(int first, InputStream in) throws IOException {
        StringBuilder line = new StringBuilder().append((char) first);
        while (line.length() < 2 || line.charAt(line.length() - 2) != '\r' || line.charAt(line.length() - 1) != '\n') {
            boolean isPossible =
                    line.length() < LONGEST_LINE && "PROXY ".startsWith(line.substring(0, Math.min(6, line.length())));
            int next = isPossible ? in.read() : -1;
            if (next < 0) {
                throw new IOException("what it has sent is no header of the PROXY protocol");
            }
            line.append((char) next);
        }
        line.setLength(line.length() - 2);
        return UNKNOWN.matcher(line).matches() ? null : parse(line);
    }

    private static InetSocketAddress parse(CharSequence line) throws IOException {
        for (Pattern form : new Pattern[] {IPV4, IPV6}) {
            Matcher fields = form.matcher(line);
            if (fields.matches()) {
                literal(fields.group(2));
                port(fields.group(4));
                return new InetSocketAddress(literal(fields.group(1)), port(fields.group(3)));
            }
        }
        throw new IOException("the line of the PROXY protocol is malformed");
    }

    /** The patterns let through only what Java takes for an address, or refuses without asking for a host of that name. */
    private static InetAddress literal(String address) throws IOException {
        if (address.indexOf(':') < 0
                && Arrays.stream(address.split("\\.")).anyMatch(part -> Integer.parseInt(part) > 255)) {
            throw new IOException("a number of an address is above 255");
        }
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) { // its own message has the address, and goes into the log
            throw new IOException("an address is malformed", e);
        }
    }

    private static int port(String digits) throws IOException {
        int port = Integer.parseInt(digits);
        if (port > HIGHEST_PORT) {
            throw new IOException("a port is above 65535");
        }
        return port;
    }

    private static @Nullable InetSocketAddress readBinary(InputStream in) throws IOException {
        byte[] head = new byte[SIGNATURE.length + 4];
        head[0] = SIGNATURE[0];
        if (in.readNBytes(head, 1, head.length - 1) < head.length - 1
                || !Arrays.equals(head, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IOException("what it has sent is no header of the PROXY protocol");
        }
        ByteBuffer fields = ByteBuffer.wrap(head, SIGNATURE.length, 4);
        int versionAndCommand = fields.get();
        int family = Byte.toUnsignedInt(fields.get());
        int length = Short.toUnsignedInt(fields.getShort());
        int command = versionAndCommand & 0xF;
        if (versionAndCommand >> 4 != VERSION || command > PROXY || length > LONGEST_REST) {
            throw new IOException("the header of the PROXY protocol is malformed");
        }
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
            throw new IOException("the header of the PROXY protocol is cut off");
        }
        return command == LOCAL ? null : address(family, rest);
    }

    private static @Nullable InetSocketAddress address(int family, byte[] rest) throws IOException {
        if (family >> 4 > LAST_FAMILY || (family & 0xF) > LAST_TRANSPORT) {
            throw new IOException("the header of the PROXY protocol names an unknown family of addresses");
        }
        if (family != TCP_OVER_IPV4 && family != TCP_OVER_IPV6) {
            return null;
        }
        int bytes = family == TCP_OVER_IPV4 ? IPV4_BYTES : IPV6_BYTES;
        if (rest.length < 2 * bytes + 2 * Short.BYTES) {
            throw new IOException("the header of the PROXY protocol is cut off");
        }
        InetAddress source = InetAddress.getByAddress(Arrays.copyOf(rest, bytes));
        return new InetSocketAddress(
                source, Short.toUnsignedInt(ByteBuffer.wrap(rest).getShort(2 * bytes)));
    }
}

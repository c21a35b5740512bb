package chat.jim.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects to a host at one of its addresses: tries them one after the other, since not each may be served or reachable. */
public final class Dialer {
    private static final int MOST_ADDRESSES = 8;

    /** In milliseconds, for an address that is not the last one. */
    private static final int SHORT_TRY = 3000;

    private Dialer() {}

    /**
     * Connects, with IPv6 before IPv4.
     *
     * @param millis how long connecting to one address may take
     * @throws UnknownHostException there is no such host
     * @throws IOException no address answers: of their problems, the one that says most
     */
    public static Socket connect(String host, int port, int millis) throws IOException {
        return connect(inOrder(InetAddress.getAllByName(host)), port, millis);
    }

    static List<InetAddress> inOrder(InetAddress... addresses) {
        return Arrays.stream(addresses)
                .sorted(Comparator.comparing(address -> !(address instanceof Inet6Address)))
                .limit(MOST_ADDRESSES)
                .toList();
    }

    static Socket connect(List<InetAddress> addresses, int port, int millis) throws IOException {
        IOException problem = null;
        int left = addresses.size();
        for (InetAddress address : addresses) {
            left--;
            try {
                return connect(new InetSocketAddress(address, port), left == 0 ? millis : Math.min(millis, SHORT_TRY));
            } catch (IOException e) {
                problem = moreTelling(problem, e);
            }
        }
        throw problem == null ? new UnknownHostException() : problem;
    }

    private static Socket connect(InetSocketAddress address, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** That a host has refused says more than that it does not answer, and both say more than that there is no way to it. */
    static IOException moreTelling(@Nullable IOException before, IOException next) {
        return before == null || weight(next) >= weight(before) ? next : before;
    }

    private static int weight(IOException problem) {
        return problem instanceof ConnectException ? 2 : problem instanceof SocketTimeoutException ? 1 : 0;
    }
}

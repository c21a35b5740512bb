package chat.jim.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialerTest {
    private static final int MILLIS = 10_000;

    private final IOException refused = new ConnectException("refused");
    private final IOException silent = new SocketTimeoutException("silent");
    private final IOException far = new NoRouteToHostException("far");

    @Test
    void if_the_first_address_is_not_served_the_next_is_tried() throws IOException {
        InetAddress served = local(2);
        try (ServerSocket server = new ServerSocket(0, 1, served);
                Socket socket = Dialer.connect(List.of(local(3), local(4), served), server.getLocalPort(), MILLIS)) {
            assertThat(socket.getInetAddress()).isEqualTo(served);
        }
    }

    @Test
    void ipv6_comes_first() throws IOException {
        InetAddress four = InetAddress.getByName("192.0.2.1");
        InetAddress otherFour = InetAddress.getByName("192.0.2.2");
        InetAddress six = InetAddress.getByName("2001:db8::1");

        assertThat(Dialer.inOrder(four, otherFour, six)).containsExactly(six, four, otherFour);
    }

    @Test
    void of_several_problems_the_one_that_says_most_is_reported() {
        assertThat(Dialer.moreTelling(null, far)).isSameAs(far);
        assertThat(Dialer.moreTelling(far, silent)).isSameAs(silent);
        assertThat(Dialer.moreTelling(refused, far)).isSameAs(refused);
        assertThat(Dialer.moreTelling(refused, silent)).isSameAs(refused);
    }

    @Test
    void where_nobody_listens_it_is_refused() throws IOException {
        int free;
        try (ServerSocket server = new ServerSocket(0)) {
            free = server.getLocalPort();
        }
        assertThatThrownBy(() -> Dialer.connect("127.0.0.1", free, MILLIS)).isInstanceOf(ConnectException.class);
    }

    @Test
    void an_unknown_host_is_said() {
        assertThatThrownBy(() -> Dialer.connect("no.such.host.invalid", 1, MILLIS))
                .isInstanceOf(UnknownHostException.class);
    }

    private static InetAddress local(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }
}

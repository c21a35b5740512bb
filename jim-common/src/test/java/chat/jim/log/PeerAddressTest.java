package chat.jim.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.log.PeerAddress.Shown;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAddressTest {
    @AfterEach
    void forget() {
        PeerAddress.show(Shown.FULL);
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, 203.0.113.7, 203.0.113.7, 203.0.113.7:5",
        "FULL, 2001:db8::a:b, 2001:db8:0:0:0:0:a:b, [2001:db8:0:0:0:0:a:b]:5",
        "NETWORK, 203.0.113.7, 203.0.113.0/24, 203.0.113.0/24",
        "NETWORK, ::ffff:203.0.113.7, 203.0.113.0/24, 203.0.113.0/24",
        "NETWORK, 2001:db8:1:2:a:b:c:d, 2001:db8:1:2:0:0:0:0/64, 2001:db8:1:2:0:0:0:0/64",
        "NETWORK, 127.0.0.1, 127.0.0.1, 127.0.0.1",
        "NONE, 203.0.113.7, -, -",
        "NONE, ::1, -, -"
    })
    void an_address_is_named_as_far_as_the_operator_wants(Shown how, String address, String alone, String withPort)
            throws Exception {
        PeerAddress.show(how);
        InetAddress peer = InetAddress.getByName(address);

        assertThat(PeerAddress.of(peer)).isEqualTo(alone);
        assertThat(PeerAddress.of(new InetSocketAddress(peer, 5))).isEqualTo(withPort);
    }

    @Test
    void an_address_that_nobody_knows_is_a_stroke() {
        assertThat(PeerAddress.of(InetSocketAddress.createUnresolved("nowhere.invalid", 5)))
                .isEqualTo("-");
    }
}

package chat.jim.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 9: new connections from one address come at a rate, after a burst. */
class ConnectionRateTest {
    private long now = Long.MAX_VALUE - 5;
    private final ConnectionRate rate = new ConnectionRate(() -> 10, () -> now);

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "2001:db8::1, 2001:db8::2"})
    void after_a_burst_one_address_makes_ten_in_a_second(String first, String same) throws Exception {
        assertThat(count(first, 60) + count(same, 60)).isEqualTo(100);

        now += TimeUnit.SECONDS.toNanos(1);
        assertThat(count(first, 60)).isEqualTo(10);
    }

    @Test
    void who_waits_may_make_a_burst_again_and_no_more() throws Exception {
        count("10.0.0.1", 100);
        now += TimeUnit.HOURS.toNanos(1);

        assertThat(count("10.0.0.1", 200)).isEqualTo(100);
    }

    @Test
    void another_address_has_its_own() throws Exception {
        count("10.0.0.1", 200);

        assertThat(count("10.0.0.2", 200)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
    void this_machine_may_make_any_number(String loopback) throws Exception {
        assertThat(count(loopback, 1000)).isEqualTo(1000);
    }

    @Test
    void without_a_limit_anybody_may_make_any_number() throws Exception {
        ConnectionRate none = new ConnectionRate(() -> ServerConfig.UNLIMITED, () -> now);
        InetAddress from = InetAddress.getByName("10.0.0.1");
        for (int i = 0; i < 1000; i++) {
            assertThat(none.allows(from)).isTrue();
        }
    }

    @Test
    void many_addresses_do_not_wipe_out_one_that_keeps_connecting() throws Exception {
        count("10.0.0.1", 100);
        for (int i = 0; i < 20_000; i++) {
            rate.allows(InetAddress.getByAddress(new byte[] {11, 0, (byte) (i >> 8), (byte) i}));
            if (i % 1000 == 0) {
                assertThat(count("10.0.0.1", 1)).isZero();
            }
        }
    }

    private int count(String from, int tries) throws UnknownHostException {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += rate.allows(InetAddress.getByName(from)) ? 1 : 0;
        }
        return allowed;
    }
}

package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.AddressBans;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From where nobody may connect. */
class BannedAddressesTest {
    private final Memory store = new Memory();
    private Instant now = Instant.ofEpochSecond(1000);
    private final BannedAddresses bans = new BannedAddresses(store, () -> now);

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "10.0.0.0/8, 10.255.0.1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1, ::ffff:203.0.113.7, false",
        "203.0.113.0/24, ::ffff:203.0.113.7, true"
    })
    void a_network_is_all_its_addresses(String network, String address, boolean banned) throws UnknownHostException {
        bans.ban(BannedAddresses.written(network), 0, "");

        assertThat(bans.refusal(InetAddress.getByName(address)) != null).isEqualTo(banned);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7/24, 203.0.113.0/24",
        "203.0.113.7/32, 203.0.113.7",
        "1.2.3.4/8, 1.0.0.0/8",
        "2001:DB8::1/64, 2001:db8:0:0:0:0:0:0/64"
    })
    void one_network_is_written_in_one_way(String given, String written) {
        assertThat(BannedAddresses.written(given)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "example.org",
                "1.2.3",
                "1.2.3.4/33",
                "1.2.3.4/x",
                "::1/129",
                "256.1.1.1",
                "1.2.3.4/",
                "127.0.0.1",
                "127.0.0.0/8",
                "0.0.0.0/0",
                "::/0",
                "1.2.3.4\n1",
                "fe80::1%eth0"
            })
    void what_is_none_or_this_machine_cannot_be_banned(String network) {
        assertThat(BannedAddresses.written(network)).isNull();
    }

    @Test
    void it_ends_is_lifted_and_stays_over_a_restart() throws UnknownHostException {
        InetAddress peer = InetAddress.getByName("203.0.113.7");
        bans.ban("203.0.113.7", 60, "spam");
        assertThat(new BannedAddresses(store, () -> now).refusal(peer))
                .isEqualTo("Your address is banned from this server: spam.");

        now = now.plusSeconds(60);
        assertThat(bans.refusal(peer)).isNull();
        assertThat(bans.all()).isEmpty();

        bans.ban("203.0.113.0/24", 0, "");
        assertThat(store.all()).hasSize(1);
        assertThat(bans.refusal(peer)).isEqualTo("Your address is banned from this server.");
        assertThat(bans.unban("203.0.113.7")).isFalse();
        assertThat(bans.unban("203.0.113.0/24")).isTrue();
        assertThat(bans.refusal(peer)).isNull();
    }

    /** Keeps bans in memory. */
    private static final class Memory implements AddressBans {
        private final List<Ban> bans = new ArrayList<>();

        @Override
        public List<Ban> all() {
            return List.copyOf(bans);
        }

        @Override
        public void put(Ban ban) {
            remove(ban.network());
            bans.add(ban);
        }

        @Override
        public void remove(String network) {
            bans.removeIf(ban -> ban.network().equals(network));
        }
    }
}

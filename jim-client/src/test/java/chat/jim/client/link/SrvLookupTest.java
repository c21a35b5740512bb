package chat.jim.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.link.SrvLookup.Target;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the DNS says of the servers of a domain, and in which order they are tried. */
class SrvLookupTest {
    private static final String SERVICE = "_jim._tcp";
    private static final String NAME = "_jim._tcp.chat.example.org";

    @AutoClose
    private final PlayedDns dns = new PlayedDns();

    @Test
    void servers_come_by_priority() {
        dns.with(NAME, 20, 0, 7003, "c.example.org")
                .with(NAME, 5, 0, 7001, "a.example.org")
                .with(NAME, 10, 0, 7002, "b.example.org");

        assertThat(dns.lookup().find(SERVICE, "chat.example.org"))
                .contains(List.of(
                        new Target(5, 0, "a.example.org", 7001),
                        new Target(10, 0, "b.example.org", 7002),
                        new Target(20, 0, "c.example.org", 7003)));
    }

    @Test
    void a_domain_without_records_says_nothing() {
        assertThat(dns.lookup().find(SERVICE, "chat.example.org")).isEmpty();
        assertThat(dns.asked()).contains(NAME);
    }

    @Test
    void a_domain_may_say_that_it_has_no_server() {
        dns.with(NAME, 0, 0, 0, "");

        assertThat(dns.lookup().find(SERVICE, "chat.example.org")).contains(List.of());
    }

    @Test
    void a_record_that_cannot_be_used_is_left_out() {
        dns.with(NAME, 0, 0, 0, "a.example.org")
                .with(NAME, 0, 0, 7001, "b\u0007.example.org")
                .with(NAME, 0, 0, 7002, "c.example.org");

        assertThat(dns.lookup().find(SERVICE, "chat.example.org"))
                .contains(List.of(new Target(0, 0, "c.example.org", 7002)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "chat",
                "127.0.0.1",
                "::1",
                "chat.local",
                "my.localhost",
                "ldap://a.b/c.d",
                "a..b",
                ""
            })
    void it_is_not_asked_for_what_is_no_name_in_the_dns(String host) {
        assertThat(SrvLookup.mayKnow(host)).isFalse();
        assertThat(dns.lookup().find(SERVICE, host)).isEmpty();
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void one_of_the_same_priority_is_first_as_often_as_its_weight_says() {
        Target light = new Target(1, 10, "light", 1);
        Target heavy = new Target(1, 30, "heavy", 1);
        Target spare = new Target(2, 99, "spare", 1);
        Random random = new Random(1);

        long heavyFirst = IntStream.range(0, 1000)
                .mapToObj(i -> SrvLookup.inOrder(List.of(spare, light, heavy), random))
                .peek(order -> assertThat(order).hasSize(3).endsWith(spare))
                .filter(order -> order.get(0).equals(heavy))
                .count();
        assertThat(heavyFirst).isBetween(650L, 850L);
    }

    @Test
    void one_without_weight_may_still_be_the_first() {
        Target none = new Target(1, 0, "none", 1);
        Target some = new Target(1, 1, "some", 1);
        RandomGenerator lowest = () -> 0;

        assertThat(SrvLookup.inOrder(List.of(some, none), lowest)).containsExactly(none, some);
    }
}

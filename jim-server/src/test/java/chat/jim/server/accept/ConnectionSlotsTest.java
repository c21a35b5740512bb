package chat.jim.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 9: the connections there may be at once, in all and from one address. */
class ConnectionSlotsTest {
    private final ConnectionSlots slots = new ConnectionSlots(() -> 5, () -> 2);

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "2001:db8::1, 2001:db8::1",
        "2001:db8::1, 2001:db8::ffff:ffff:ffff:ffff",
        "::ffff:10.0.0.1, 10.0.0.1"
    })
    void of_one_address_there_are_so_many(String first, String same) throws Exception {
        assertThat(acquire(first)).isNull();
        assertThat(acquire(same)).isNull();

        assertThat(acquire(first)).contains("from your address");
        assertThat(acquire(same)).contains("from your address");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.2", "2001:db8::1, 2001:db8:0:1::1"})
    void another_address_has_its_own(String first, String other) throws Exception {
        acquire(first);
        acquire(first);

        assertThat(acquire(other)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"})
    void this_machine_has_all_there_are(String loopback) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(acquire(loopback)).isNull();
        }
        assertThat(acquire(loopback)).contains("The server is full");
    }

    @Test
    void a_refusal_takes_nothing_and_what_is_given_back_can_be_taken_again() throws Exception {
        for (int round = 0; round < 10; round++) {
            acquire("10.0.0.1");
            acquire("10.0.0.1");
            assertThat(acquire("10.0.0.1")).contains("from your address");
            acquire("10.0.0.2");
            acquire("10.0.0.2");
            assertThat(acquire("10.0.0.3")).isNull();
            assertThat(acquire("10.0.0.3")).contains("The server is full");

            for (String from : new String[] {"10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.2", "10.0.0.3"}) {
                release(from);
            }
        }
    }

    @Test
    void what_this_machine_gives_back_is_nobody_elses() throws Exception {
        acquire("::2");
        acquire("::2");
        acquire("::1");
        release("::1");

        assertThat(acquire("::2")).contains("from your address");
    }

    private void release(String from) throws UnknownHostException {
        slots.release(InetAddress.getByName(from));
    }

    private String acquire(String from) throws UnknownHostException {
        ConnectionRejector.Refusal refusal = slots.acquire(InetAddress.getByName(from));
        return refusal == null ? null : refusal.sentence();
    }
}

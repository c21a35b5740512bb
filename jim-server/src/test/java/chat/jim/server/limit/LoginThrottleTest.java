package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, section 9: "too many failed logins from here or on this account (three within a minute): wait (the text
 * says how long)".
 */
class LoginThrottleTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("bob");

    private final InetAddress here = address(1);
    private final InetAddress there = address(2);
    private long now = TimeUnit.SECONDS.toNanos(-5);
    private final LoginThrottle throttle = new LoginThrottle(() -> 3, () -> now);

    @Test
    void three_failures_from_an_address_stop_the_fourth_attempt_on_any_account() {
        fail(here, 3);

        assertThatThrownBy(() -> throttle.check(here, BOB)).hasMessageContaining("wait 60 seconds");
        assertThatCode(() -> throttle.check(there, BOB)).doesNotThrowAnyException();
    }

    @Test
    void three_failures_on_an_account_stop_the_fourth_attempt_from_anywhere() {
        for (int i = 10; i < 13; i++) {
            throttle.countFailure(address(i), ALICE);
        }

        assertThatThrownBy(() -> throttle.check(there, Address.account("ALICE")))
                .hasMessageContaining("wait");
    }

    @Test
    void failures_from_this_machine_count_on_their_account_and_not_on_who_comes_from_there_too() throws Exception {
        for (String loopback : new String[] {"127.0.0.1", "::1"}) {
            InetAddress proxy = InetAddress.getByName(loopback);
            fail(proxy, 3);

            assertThatThrownBy(() -> throttle.check(proxy, ALICE)).hasMessageContaining("wait");
            assertThatCode(() -> throttle.check(proxy, BOB)).doesNotThrowAnyException();
        }
    }

    @Test
    void a_failure_is_forgotten_after_a_minute() {
        fail(here, 1);
        now += TimeUnit.SECONDS.toNanos(30);
        fail(here, 2);
        assertThatThrownBy(() -> throttle.check(here, BOB)).hasMessageContaining("wait 30 seconds");
        now += TimeUnit.SECONDS.toNanos(30);

        assertThatCode(() -> throttle.check(here, BOB)).doesNotThrowAnyException();
        fail(here, 1);
        assertThatThrownBy(() -> throttle.check(here, BOB)).hasMessageContaining("wait");
    }

    @Test
    void inventing_names_does_not_fill_the_memory_nor_wipe_out_the_address() {
        fail(here, 3);
        for (int i = 0; i < 20_000; i++) {
            throttle.countFailure(here, Address.account("name" + i));
        }

        assertThatThrownBy(() -> throttle.check(here, BOB)).hasMessageContaining("wait");
    }

    private void fail(InetAddress from, int times) {
        for (int i = 0; i < times; i++) {
            throttle.countFailure(from, ALICE);
        }
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}

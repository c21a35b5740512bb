package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 9: "too many accounts were registered from here". */
class RegistrationLimitTest {
    private long now = TimeUnit.MINUTES.toNanos(-5);
    private final RegistrationLimit limit = new RegistrationLimit(() -> 10, () -> now);

    @Test
    void ten_in_an_hour_pass_and_the_next_is_told_how_long_to_wait() throws Exception {
        register("203.0.113.7", 10);
        now += TimeUnit.MINUTES.toNanos(20);

        assertThatThrownBy(() -> register("203.0.113.7", 1)).hasMessageContaining("wait 40 minutes");
        register("203.0.113.8", 10);
        now += TimeUnit.MINUTES.toNanos(40);
        register("203.0.113.7", 10);
    }

    @Test
    void this_machine_may_register_any_number() {
        assertThatCode(() -> register("127.0.0.1", 1000)).doesNotThrowAnyException();
        assertThatCode(() -> register("::1", 1000)).doesNotThrowAnyException();
    }

    private void register(String from, int times) throws UnknownHostException {
        for (int i = 0; i < times; i++) {
            limit.count(InetAddress.getByName(from));
        }
    }
}

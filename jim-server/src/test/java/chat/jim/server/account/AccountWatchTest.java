package chat.jim.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountWatchTest {
    private long version;
    private int failures;
    private int checks;

    private final AccountWatch watch =
            new AccountWatch(accounts(), new Directory(), new Replies(InstantSource.system()), () -> {});

    @Test
    void a_check_that_fails_is_tried_again_until_it_succeeds() {
        version = 1;
        failures = 3;

        for (int i = 0; i < 10; i++) {
            watch.tick();
        }

        assertThat(failures).isZero();
        assertThat(checks).isPositive();
    }

    @Test
    void nothing_is_read_while_nothing_has_changed() {
        watch.tick();
        assertThat(checks).isZero();
    }

    /** Accounts that only have a version, and fail so many times. */
    private Accounts accounts() {
        return (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("version")) {
                        return version;
                    }
                    if (failures > 0) {
                        failures--;
                        throw new StoreException("The store is busy", null);
                    }
                    checks++;
                    return Map.of();
                });
    }
}

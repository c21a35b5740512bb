package chat.jim.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.process.Timer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import chat.jim.testing.Waiting;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AccountWatchTest {
    private final AtomicInteger failures = new AtomicInteger(2);
    private final AtomicInteger checks = new AtomicInteger();

    @AutoClose
    private final Timer timer = new Timer("test");

    private final AccountWatch watch =
            new AccountWatch(accounts(), new Directory(null), new Replies(InstantSource.system()), timer, () -> {});

    @Test
    void a_check_that_fails_is_tried_again_until_it_succeeds_and_once_more() {
        watch.changed();

        Waiting.await().untilAsserted(() -> assertThat(checks).hasValue(2));
        assertThat(failures).hasNonPositiveValue();
    }

    /** Accounts that fail so many times. */
    private Accounts accounts() {
        return (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (proxy, method, arguments) -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new StoreException("The store is busy", null);
                    }
                    checks.incrementAndGet();
                    return Map.of();
                });
    }
}

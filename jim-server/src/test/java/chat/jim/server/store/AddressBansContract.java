package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.AddressBans.Ban;
import org.junit.jupiter.api.Test;

/** What any {@link AddressBans} must do. */
abstract class AddressBansContract extends StoreContract {
    private static final Ban FOR_EVER = new Ban("203.0.113.0/24", Long.MAX_VALUE, "spam");

    @Test
    void a_ban_stays_as_it_was_put_last() throws Exception {
        store.bans().put(new Ban("2001:db8::/64", 7, ""));
        store.bans().put(new Ban("203.0.113.0/24", 7, "rude"));
        store.bans().put(FOR_EVER);
        reopen();

        assertThat(store.bans().all()).containsExactlyInAnyOrder(new Ban("2001:db8::/64", 7, ""), FOR_EVER);
    }

    @Test
    void a_ban_that_was_lifted_is_gone() {
        store.bans().put(FOR_EVER);
        store.bans().remove("203.0.113.0/24");
        store.bans().remove("192.0.2.1");

        assertThat(store.bans().all()).isEmpty();
    }
}

package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any {@link Marks} must do. */
abstract class MarksContract extends StoreContract {
    private AccountKey alice;

    @BeforeEach
    void addAccount() {
        alice = added("Alice");
    }

    @Test
    void where_nothing_was_read_there_is_no_mark() {
        assertThat(store.marks().get(alice, "#tea")).isZero();
    }

    @Test
    void each_place_has_its_own_mark_which_stays() throws Exception {
        store.marks().advance(alice, "#tea", 1_790_000_000_000_001L).join();
        store.marks().advance(alice, "bob alice", 5).join();
        reopen();

        assertThat(store.marks().get(alice, "#tea")).isEqualTo(1_790_000_000_000_001L);
        assertThat(store.marks().get(alice, "bob alice")).isEqualTo(5);
        assertThat(store.marks().get(added("bob"), "#tea")).isZero();
    }

    @Test
    void a_mark_only_grows() {
        store.marks().advance(alice, "#tea", 7).join();
        store.marks().advance(alice, "#tea", 6).join();
        assertThat(store.marks().get(alice, "#tea")).isEqualTo(7);

        store.marks().advance(alice, "#tea", 8).join();
        assertThat(store.marks().get(alice, "#tea")).isEqualTo(8);
    }

    @Test
    void a_mark_goes_with_its_account() {
        store.marks().advance(alice, "#tea", 7).join();
        store.accounts().remove(alice.name());
        AccountKey another = added("Alice");
        store.marks().advance(alice, "#mocca", 7).join();

        assertThat(store.marks().get(another, "#tea")).isZero();
        assertThat(store.marks().get(another, "#mocca")).isZero();
        assertThat(store.marks().get(alice, "#mocca")).isZero();
    }
}

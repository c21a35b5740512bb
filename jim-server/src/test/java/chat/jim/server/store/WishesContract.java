package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any {@link Accounts} must do with the wishes of accounts about the history. */
abstract class WishesContract extends StoreContract {
    private AccountKey alice;

    @BeforeEach
    void addAccount() {
        alice = added("Alice");
    }

    @Test
    void talks_are_kept_while_an_account_wishes_it() {
        assertThat(store.accounts().keepsTalks(alice)).isFalse();

        assertThat(store.accounts().setKeepsTalks(alice, true)).isTrue();
        assertThat(store.accounts().keepsTalks(alice)).isTrue();

        assertThat(store.accounts().setKeepsTalks(alice, false)).isTrue();
        assertThat(store.accounts().keepsTalks(alice)).isFalse();
    }

    @Test
    void a_wish_goes_with_its_account() {
        store.accounts().setKeepsTalks(alice, true);
        store.accounts().remove(alice.name());
        AccountKey another = added("Alice");

        assertThat(store.accounts().setKeepsTalks(alice, true)).isFalse();
        assertThat(store.accounts().keepsTalks(another)).isFalse();
    }

    @Test
    void messages_are_to_be_forgotten_until_they_are() throws Exception {
        AccountKey bob = added("bob");
        store.accounts().forgetMessages(bob);
        store.accounts().forgetMessages(AccountKey.create(alice.name()));
        reopen();

        assertThat(store.accounts().toForget()).containsExactly(bob);
        store.accounts().forgot(bob);
        assertThat(store.accounts().toForget()).isEmpty();
    }

    @Test
    void those_of_a_removed_account_are_to_be_forgotten_and_not_those_of_the_next_one_with_its_name() {
        store.accounts().remove(alice.name());
        AccountKey another = added("Alice");

        assertThat(store.accounts().toForget()).containsExactly(alice);
        store.accounts().remove(another.name());
        assertThat(store.accounts().toForget()).containsExactly(alice, another);
    }
}

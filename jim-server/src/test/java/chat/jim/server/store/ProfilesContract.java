package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Profiles.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any {@link Profiles} must do. */
abstract class ProfilesContract extends StoreContract {
    private static final Address ALICE = Address.account("Alice");

    private AccountKey alice;
    private AccountKey bob;

    @BeforeEach
    void addAccounts() {
        alice = added("Alice");
        bob = added("bob");
    }

    @Test
    void nothing_is_known_of_a_new_account() {
        assertThat(store.profiles().of(alice)).isEqualTo(Profile.UNKNOWN);
        assertThat(store.profiles().operators()).isEmpty();
    }

    @Test
    void what_is_noted_stays_and_one_thing_does_not_change_the_others() throws Exception {
        store.profiles().see(alice, 1_790_000_000);
        assertThat(store.profiles().setHidden(alice, true)).isTrue();
        assertThat(store.profiles().setOperator(Address.account("ALICE"), true)).isTrue();
        store.profiles().see(bob, 7);

        reopen();

        assertThat(store.profiles().of(alice)).isEqualTo(new Profile(true, true, 1_790_000_000));
        assertThat(store.profiles().of(bob)).isEqualTo(new Profile(false, false, 7));
        assertThat(store.profiles().operators()).containsExactly(alice);

        store.profiles().setOperator(ALICE, false);
        store.profiles().setHidden(alice, false);
        assertThat(store.profiles().of(alice)).isEqualTo(new Profile(false, false, 1_790_000_000));
        assertThat(store.profiles().operators()).isEmpty();
    }

    @Test
    void of_an_account_that_does_not_exist_nothing_is_noted() {
        AccountKey removed = alice;
        store.accounts().remove(ALICE);
        store.accounts().add(ALICE, "hash");

        assertThat(store.profiles().setHidden(removed, true)).isFalse();
        assertThat(store.profiles().setOperator(Address.account("carol"), true)).isFalse();
        store.profiles().see(removed, 5);
        store.profiles().setHidden(bob, true);

        assertThat(store.profiles().of(removed)).isEqualTo(Profile.UNKNOWN);
    }

    @Test
    void an_account_that_is_removed_takes_its_profile_along() {
        store.profiles().setOperator(ALICE, true);

        store.accounts().remove(ALICE);
        store.accounts().add(ALICE, "hash");

        assertThat(store.profiles().of(alice)).isEqualTo(Profile.UNKNOWN);
        assertThat(store.profiles().operators()).isEmpty();
    }
}

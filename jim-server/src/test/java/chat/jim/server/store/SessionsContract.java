package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any {@link Sessions} must do. */
abstract class SessionsContract extends StoreContract {
    private static final Address ALICE = Address.account("alice");
    private static final Address GUEST = Address.account("Guest-1");
    private static final byte[] TOKEN = {1, 2, 3};
    private static final byte[] OTHER = {4, 5, 6};

    @BeforeEach
    void addAccount() {
        added("alice");
    }

    @Test
    void a_session_is_removed_once_however_many_ask() {
        store.sessions().begin(GUEST, null, TOKEN);

        List<CompletableFuture<Long>> asked = IntStream.range(0, 10)
                .mapToObj(i -> store.sessions().remove(GUEST, TOKEN, 0))
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).filter(found -> found > 0))
                .hasSize(1);
    }

    @Test
    void it_is_there_after_opening_again() throws Exception {
        store.sessions().begin(ALICE, alice(), TOKEN);
        reopen();

        assertThat(isThere(ALICE, TOKEN)).isTrue();
    }

    @Test
    void it_belongs_to_its_name_and_its_token() {
        store.sessions().begin(ALICE, alice(), TOKEN);

        assertThat(isThere(GUEST, TOKEN)).isFalse();
        assertThat(isThere(ALICE, OTHER)).isFalse();
        assertThat(isThere(Address.account("ALICE"), TOKEN)).isTrue();
    }

    @Test
    void a_new_session_of_a_guest_takes_the_place_of_the_earlier_one() {
        store.sessions().begin(GUEST, null, TOKEN);
        store.sessions().begin(GUEST, null, OTHER);

        assertThat(isThere(GUEST, TOKEN)).isFalse();
        assertThat(isThere(GUEST, OTHER)).isTrue();
    }

    @Test
    void an_account_has_several_each_with_an_end_of_its_own() {
        store.sessions().begin(ALICE, alice(), TOKEN);
        store.sessions().begin(ALICE, alice(), OTHER);
        store.sessions().end(ALICE, TOKEN, 1000);

        assertThat(Store.await(store.sessions().remove(ALICE, OTHER, 1000))).isPositive();
        assertThat(Store.await(store.sessions().remove(ALICE, TOKEN, 999))).isPositive();
    }

    @Test
    void one_that_has_ended_counts_until_that_time() {
        store.sessions().begin(GUEST, null, TOKEN);
        store.sessions().end(GUEST, TOKEN, 1000);

        assertThat(Store.await(store.sessions().remove(GUEST, TOKEN, 1000))).isZero();
        assertThat(Store.await(store.sessions().remove(GUEST, TOKEN, 999))).isPositive();
    }

    @Test
    void all_end_at_once_but_for_those_that_have_ended() {
        store.sessions().begin(GUEST, null, TOKEN);
        store.sessions().end(GUEST, TOKEN, 1000);
        store.sessions().begin(ALICE, alice(), OTHER);
        store.sessions().endAll(2000);

        assertThat(Store.await(store.sessions().remove(GUEST, TOKEN, 1000))).isZero();
        assertThat(Store.await(store.sessions().remove(ALICE, OTHER, 1999))).isPositive();
    }

    @Test
    void those_of_a_name_are_removed_whatever_their_tokens_are() {
        store.sessions().begin(ALICE, alice(), TOKEN);
        store.sessions().begin(ALICE, alice(), OTHER);
        store.sessions().begin(GUEST, null, OTHER);
        store.sessions().removeOf(ALICE);

        assertThat(isThere(ALICE, TOKEN)).isFalse();
        assertThat(isThere(ALICE, OTHER)).isFalse();
        assertThat(isThere(GUEST, OTHER)).isTrue();
    }

    @Test
    void another_password_makes_it_void() {
        isVoidAfter(others -> others.setPasswordHash(alice().key(), "new"));
    }

    @Test
    void a_block_makes_it_void() {
        isVoidAfter(others -> others.setBlocked(ALICE, true));
    }

    @Test
    void a_block_that_is_over_has_made_it_void() {
        isVoidAfter(others -> {
            others.setBlocked(ALICE, true);
            others.setBlocked(ALICE, false);
        });
    }

    @Test
    void the_end_of_the_account_makes_it_void() {
        isVoidAfter(others -> others.remove(ALICE));
    }

    private void isVoidAfter(Consumer<Accounts> change) {
        store.sessions().begin(ALICE, alice(), TOKEN);
        byOthers(change);

        assertThat(isThere(ALICE, TOKEN)).isFalse();
    }

    @Test
    void an_account_of_that_name_makes_a_guests_void() {
        store.sessions().begin(GUEST, null, TOKEN);
        byOthers(others -> others.add(GUEST, "hash"));

        assertThat(isThere(GUEST, TOKEN)).isFalse();
    }

    @Test
    void none_begins_with_an_account_that_has_changed_since_the_login() {
        Account before = alice();
        byOthers(others -> others.setPasswordHash(before.key(), "new"));
        store.sessions().begin(ALICE, before, TOKEN);
        assertThat(isThere(ALICE, TOKEN)).isFalse();

        Account removed = alice();
        byOthers(others -> {
            others.remove(ALICE);
            others.add(ALICE, removed.passwordHash());
        });
        store.sessions().begin(ALICE, removed, TOKEN);
        assertThat(isThere(ALICE, TOKEN)).isFalse();

        Account unblocked = alice();
        byOthers(others -> others.setBlocked(ALICE, true));
        store.sessions().begin(ALICE, unblocked, TOKEN);
        assertThat(isThere(ALICE, TOKEN)).isFalse();
    }

    @Test
    void none_begins_for_a_guest_whose_name_has_an_account_by_now() {
        store.sessions().begin(ALICE, null, TOKEN);

        assertThat(isThere(ALICE, TOKEN)).isFalse();
    }

    private Account alice() {
        return Objects.requireNonNull(store.accounts().find(ALICE));
    }

    /** As another process does it. */
    private void byOthers(Consumer<Accounts> change) {
        awaitChanges();
        try (Store others = openStore()) {
            change.accept(others.accounts());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitChanges() {
        Store.await(store.sessions().remove(GUEST, OTHER, 0));
    }

    /** Removes it. */
    private boolean isThere(Address name, byte[] token) {
        return Store.await(store.sessions().remove(name, token, Long.MAX_VALUE)) > 0;
    }
}

package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import chat.jim.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What any {@link Accounts} must do. */
abstract class AccountsContract extends StoreContract {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");

    @Test
    void an_account_is_found_by_any_spelling_and_named_as_first_written() {
        assertThat(store.accounts().find(ALICE)).isNull();
        assertThat(store.accounts().add(ALICE, "hash")).isNotNull();
        assertThat(store.accounts().add(Address.account("ALICE"), "other")).isNull();

        Account found = store.accounts().find(Address.account("alice"));

        assertThat(found.name()).hasToString("Alice");
        assertThat(found.passwordHash()).isEqualTo("hash");
        assertThat(found.blocked()).isFalse();
    }

    @Test
    void however_many_names_are_asked_for_at_once_those_that_have_accounts_are_found() {
        store.accounts().add(ALICE, "hash");
        store.accounts().add(BOB, "hash");
        List<Address> names = new ArrayList<>(List.of(Address.account("alice")));
        for (int i = 0; i < 500; i++) {
            names.add(Address.account("nobody" + i));
        }
        names.add(BOB);

        assertThat(store.accounts().findAll(names))
                .containsOnly(
                        entry(ALICE, store.accounts().find(ALICE)),
                        entry(BOB, store.accounts().find(BOB)));
        assertThat(store.accounts().findAll(List.of())).isEmpty();
    }

    @Test
    void what_was_changed_is_there_after_opening_again() throws Exception {
        store.accounts().add(ALICE, "hash");
        store.accounts().add(BOB, "hash");
        store.accounts().setBlocked(ALICE, true);
        AccountKey alice = key(ALICE);
        store.accounts().setPasswordHash(alice, "new");
        store.accounts().addContact(alice, BOB, 10);
        reopen();

        assertThat(store.accounts().find(ALICE)).isEqualTo(new Account(alice, "new", true));
        assertThat(store.accounts().list()).extracting(Account::name).containsExactly(ALICE, BOB);
        assertThat(store.accounts().contacts(key(ALICE))).containsExactly(BOB);
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        assertThat(store.accounts().setBlocked(BOB, true)).isFalse();
        assertThat(store.accounts().setPasswordHash(AccountKey.create(BOB), "x"))
                .isFalse();
        assertThat(store.accounts().remove(BOB)).isFalse();
        assertThat(store.accounts().removeContact(AccountKey.create(ALICE), BOB))
                .isFalse();
    }

    @Test
    void another_process_sees_a_change_at_once() throws Exception {
        try (Store other = openStore()) {
            other.accounts().add(ALICE, "hash");
        }

        assertThat(store.accounts().find(ALICE)).isNotNull();
    }

    private AccountKey key(Address name) {
        return store.accounts().find(name).key();
    }
}

package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What any {@link Accounts} must do with the contacts, and whose they are. */
abstract class ContactsContract extends StoreContract {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");
    private static final Address CAROL = Address.account("carol");

    @Test
    void there_are_no_more_contacts_than_allowed_however_many_are_added_at_once() throws Exception {
        store.accounts().add(ALICE, "hash");
        List<Address> others = IntStream.range(0, 12)
                .mapToObj(i -> Address.account("other-" + i))
                .toList();
        others.forEach(name -> store.accounts().add(name, "hash"));
        ExecutorService executor = Executors.newFixedThreadPool(others.size());
        try (Store another = openStore()) {
            List<Callable<Boolean>> additions = new ArrayList<>();
            for (int i = 0; i < others.size(); i++) {
                Address name = others.get(i);
                Store one = i % 2 == 0 ? store : another;
                additions.add(() -> one.accounts().addContact(key(ALICE), name, 5));
            }
            int added = 0;
            for (Future<Boolean> addition : executor.invokeAll(additions)) {
                added += addition.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(5);
        }
        executor.shutdown();
        assertThat(store.accounts().contacts(key(ALICE))).hasSize(5);
    }

    @Test
    void who_has_more_contacts_than_allowed_keeps_them() {
        Stream.of(ALICE, BOB, CAROL).forEach(name -> store.accounts().add(name, "hash"));
        store.accounts().addContact(key(ALICE), BOB, 10);

        assertThat(store.accounts().addContact(key(ALICE), CAROL, 1)).isFalse();
        assertThat(store.accounts().hasContact(key(ALICE), BOB)).isTrue();
        assertThat(store.accounts().hasContact(key(ALICE), CAROL)).isFalse();
    }

    @Test
    void contacts_are_one_way_and_go_with_their_accounts() {
        Stream.of(ALICE, BOB, CAROL).forEach(name -> store.accounts().add(name, "hash"));
        assertThat(store.accounts().addContact(key(ALICE), CAROL, 10)).isTrue();
        assertThat(store.accounts().addContact(key(BOB), CAROL, 10)).isTrue();
        assertThat(store.accounts().addContact(key(ALICE), BOB, 10)).isTrue();
        assertThat(store.accounts().addContact(key(ALICE), BOB, 10)).isFalse();

        assertThat(store.accounts().contacts(key(ALICE))).containsExactly(BOB, CAROL);
        assertThat(store.accounts().ownersOf(key(CAROL)))
                .extracting(AccountKey::name)
                .containsExactly(ALICE, BOB);
        assertThat(store.accounts().ownersOf(key(ALICE))).isEmpty();
        store.accounts().remove(BOB);
        assertThat(store.accounts().contacts(key(ALICE))).containsExactly(CAROL);
        assertThat(store.accounts().ownersOf(key(CAROL)))
                .extracting(AccountKey::name)
                .containsExactly(ALICE);
    }

    @Test
    void who_had_an_account_changes_nothing_of_the_one_that_has_got_its_name() {
        Stream.of(ALICE, BOB, CAROL).forEach(name -> store.accounts().add(name, "hash"));
        AccountKey former = key(ALICE);
        store.accounts().remove(ALICE);
        store.accounts().add(ALICE, "another");
        store.accounts().addContact(key(ALICE), BOB, 10);

        assertThat(store.accounts().setPasswordHash(former, "mine")).isFalse();
        assertThat(store.accounts().addContact(former, CAROL, 10)).isFalse();
        assertThat(store.accounts().removeContact(former, BOB)).isFalse();
        assertThat(store.accounts().hasContact(former, BOB)).isFalse();
        assertThat(store.accounts().contacts(former)).isEmpty();
        store.accounts().addContact(key(BOB), ALICE, 10);
        assertThat(store.accounts().ownersOf(former)).isEmpty();
        assertThat(store.accounts().contacts(key(ALICE))).containsExactly(BOB);
        assertThat(store.accounts().find(ALICE).passwordHash()).isEqualTo("another");
    }

    private AccountKey key(Address name) {
        return store.accounts().find(name).key();
    }
}

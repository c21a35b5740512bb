package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.repair.Repair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any {@link Accounts} must do with the contacts, and whose they are. */
class KeptContactsTest {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");
    private static final Address CAROL = Address.account("carol");

    @TempDir
    private Path data;

    @AutoClose
    private Store store;

    private Accounts accounts;

    @BeforeEach
    void open() throws IOException {
        store = Repair.openStore(data, report -> {});
        accounts = store.accounts();
    }

    @Test
    void there_are_no_more_contacts_than_allowed_however_many_are_added_at_once() throws Exception {
        accounts.add(ALICE, "hash");
        List<Address> others = IntStream.range(0, 12)
                .mapToObj(i -> Address.account("other-" + i))
                .toList();
        others.forEach(name -> accounts.add(name, "hash"));
        ExecutorService executor = Executors.newFixedThreadPool(others.size());
        try (Store another = Repair.openStore(data, report -> {})) {
            List<Callable<Boolean>> additions = new ArrayList<>();
            for (int i = 0; i < others.size(); i++) {
                Address name = others.get(i);
                Store store = i % 2 == 0 ? this.store : another;
                additions.add(() -> store.accounts().addContact(key(ALICE), name, 5));
            }
            int added = 0;
            for (Future<Boolean> addition : executor.invokeAll(additions)) {
                added += addition.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(5);
        }
        executor.shutdown();
        assertThat(accounts.contacts(key(ALICE))).hasSize(5);
    }

    @Test
    void who_has_more_contacts_than_allowed_keeps_them() {
        Stream.of(ALICE, BOB, CAROL).forEach(name -> accounts.add(name, "hash"));
        accounts.addContact(key(ALICE), BOB, 10);

        assertThat(accounts.addContact(key(ALICE), CAROL, 1)).isFalse();
        assertThat(accounts.hasContact(key(ALICE), BOB)).isTrue();
        assertThat(accounts.hasContact(key(ALICE), CAROL)).isFalse();
    }

    @Test
    void contacts_are_one_way_and_go_with_their_accounts() {
        Stream.of(ALICE, BOB, CAROL).forEach(name -> accounts.add(name, "hash"));
        assertThat(accounts.addContact(key(ALICE), CAROL, 10)).isTrue();
        assertThat(accounts.addContact(key(BOB), CAROL, 10)).isTrue();
        assertThat(accounts.addContact(key(ALICE), BOB, 10)).isTrue();
        assertThat(accounts.addContact(key(ALICE), BOB, 10)).isFalse();

        assertThat(accounts.contacts(key(ALICE))).containsExactly(BOB, CAROL);
        assertThat(accounts.ownersOf(key(CAROL))).extracting(AccountKey::name).containsExactly(ALICE, BOB);
        assertThat(accounts.ownersOf(key(ALICE))).isEmpty();
        accounts.remove(BOB);
        assertThat(accounts.contacts(key(ALICE))).containsExactly(CAROL);
        assertThat(accounts.ownersOf(key(CAROL))).extracting(AccountKey::name).containsExactly(ALICE);
    }

    @Test
    void who_had_an_account_changes_nothing_of_the_one_that_has_got_its_name() {
        Stream.of(ALICE, BOB, CAROL).forEach(name -> accounts.add(name, "hash"));
        AccountKey former = key(ALICE);
        accounts.remove(ALICE);
        accounts.add(ALICE, "another");
        accounts.addContact(key(ALICE), BOB, 10);

        assertThat(accounts.setPasswordHash(former, "mine")).isFalse();
        assertThat(accounts.addContact(former, CAROL, 10)).isFalse();
        assertThat(accounts.removeContact(former, BOB)).isFalse();
        assertThat(accounts.hasContact(former, BOB)).isFalse();
        assertThat(accounts.contacts(former)).isEmpty();
        accounts.addContact(key(BOB), ALICE, 10);
        assertThat(accounts.ownersOf(former)).isEmpty();
        assertThat(accounts.contacts(key(ALICE))).containsExactly(BOB);
        assertThat(accounts.find(ALICE).passwordHash()).isEqualTo("another");
    }

    private AccountKey key(Address name) {
        return accounts.find(name).key();
    }
}

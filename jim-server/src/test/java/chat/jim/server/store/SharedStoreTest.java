package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers of one chat, each with its own connection to the engine, have one store. */
class SharedStoreTest {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");
    private static final byte[] TOKEN = {1, 2, 3};

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private final List<Engine> engines = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private JetStreamStore one;
    private JetStreamStore other;

    @BeforeEach
    void open() {
        EngineConfig config = NATS.freshConfig();
        one = open(config, "one");
        other = open(config, "other");
    }

    private JetStreamStore open(EngineConfig config, String run) {
        Engine engine = Engine.open(config);
        engines.add(engine);
        return JetStreamStore.open(engine, run);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        engines.forEach(Engine::close);
        threads.shutdown();
    }

    @Test
    void each_sees_at_once_what_the_other_has_changed() throws Exception {
        AccountKey alice = add(one, ALICE);
        AccountKey bob = add(other, BOB);
        other.accounts().setBlocked(ALICE, true);
        one.accounts().addContact(alice, BOB, 10);
        other.marks().advance(alice, "#tea", 7).join();
        one.profiles().setOperator(BOB, true);
        Member owner = new Member(Address.room("#tea"), bob, Role.OWNER, 1, "");
        other.rooms().put(Kept.made(owner.room(), true)).join();
        one.rooms().put(owner).join();
        one.mail().add(bob, letter(), Count.UNLIMITED).join();

        assertThat(one.accounts().find(ALICE).blocked()).isTrue();
        assertThat(other.accounts().contacts(alice)).containsExactly(BOB);
        assertThat(other.accounts().ownersOf(bob)).containsExactly(alice);
        assertThat(one.marks().get(alice, "#tea")).isEqualTo(7);
        assertThat(other.profiles().operators()).containsExactly(bob);
        assertThat(other.rooms().members()).containsExactly(owner);
        assertThat(other.mail().read(bob, Place.START, 10).letters()).hasSize(1);
    }

    @Test
    void of_many_who_make_one_account_one_succeeds() {
        List<Account> made = atOnce(20, store -> () -> store.accounts().add(ALICE, "hash")).stream()
                .filter(Objects::nonNull)
                .toList();

        assertThat(made).containsExactly(one.accounts().find(ALICE));
    }

    @Test
    void no_change_of_a_room_is_lost_though_both_change_it() {
        Address tea = Address.room("#tea");
        one.rooms().put(Kept.made(tea, true)).join();
        List<AccountKey> accounts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            accounts.add(add(one, Address.account("person" + i)));
        }

        List<CompletableFuture<?>> changes = new ArrayList<>();
        for (AccountKey account : accounts) {
            JetStreamStore store = changes.size() % 2 == 0 ? one : other;
            changes.add(store.rooms().put(new Member(tea, account, Role.MEMBER, 1, "")));
        }
        changes.forEach(CompletableFuture::join);

        assertThat(other.rooms().members()).extracting(Member::account).containsExactlyInAnyOrderElementsOf(accounts);
    }

    @Test
    void a_session_is_resumed_at_another_server_and_once() {
        Account alice = one.accounts().add(ALICE, "hash");
        one.sessions().begin(ALICE, alice, TOKEN);
        assertThat(one.sessions().find(ALICE, TOKEN, 0).join()).isPositive();

        List<Long> removed = atOnce(
                10, store -> () -> store.sessions().remove(ALICE, TOKEN, 0).join());

        assertThat(removed.stream().filter(found -> found > 0)).hasSize(1);
    }

    @Test
    void the_sessions_of_a_server_that_is_gone_end_and_those_of_others_go_on() {
        one.sessions().begin(ALICE, null, TOKEN);
        other.sessions().begin(BOB, null, TOKEN);
        one.sessions().find(ALICE, TOKEN, 0).join();

        other.endSessionsOf(Set.of("one"), 1000);

        assertThat(other.sessions().find(ALICE, TOKEN, 1000).join()).isZero();
        assertThat(other.sessions().find(ALICE, TOKEN, 999).join()).isPositive();
        assertThat(other.sessions().find(BOB, TOKEN, Long.MAX_VALUE).join()).isPositive();
    }

    @Test
    void only_what_was_read_is_removed_though_another_server_has_stored_something_in_between() {
        AccountKey bob = add(one, BOB);
        List<Long> read = new ArrayList<>();
        List<Long> unread = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JetStreamStore store = i % 3 == 2 ? other : one;
            (store == one ? read : unread)
                    .add(store.mail().add(bob, letter(), Count.UNLIMITED).join());
        }

        one.mail().removeRead(bob, read).join();

        assertThat(one.mail().read(bob, Place.START, 1000).letters())
                .extracting(MailStore.Kept::id)
                .containsExactlyElementsOf(unread);
        one.mail().removeRead(bob, unread).join();
        assertThat(one.mail().read(bob, Place.START, 1000).letters()).isEmpty();
    }

    @Test
    void a_letter_with_a_ticket_is_stored_once_and_has_it_when_it_is_read() {
        AccountKey bob = add(one, BOB);
        Letter letter = new Letter(letter().message(), null, "node.1.2");
        long first = one.mail().add(bob, letter, Count.UNLIMITED).join();

        assertThat(other.mail().add(bob, letter, Count.UNLIMITED).join()).isEqualTo(first);
        one.mail().add(bob, letter(), Count.UNLIMITED).join();
        assertThat(one.mail().read(bob, Place.START, 10).letters())
                .extracting(MailStore.Kept::ticket)
                .containsExactly("node.1.2", null);
    }

    @Test
    void a_session_of_a_new_account_goes_on_though_the_old_one_of_its_name_is_removed_only_now() {
        one.accounts().add(ALICE, "hash");
        one.sessions().begin(ALICE, one.accounts().find(ALICE), TOKEN);
        one.sessions().find(ALICE, TOKEN, 0).join();
        one.accounts().remove(ALICE);
        assertThat(one.sessions().find(ALICE, TOKEN, 0).join()).isZero();
        other.sessions().begin(ALICE, other.accounts().add(ALICE, "hash"), TOKEN);
        assertThat(other.sessions().find(ALICE, TOKEN, 0).join()).isPositive();
    }

    @Test
    void a_contact_with_very_many_owners_has_all_of_them() {
        AccountKey alice = add(one, ALICE);
        List<CompletableFuture<AccountKey>> owners = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Address name = Address.account("owner" + i);
            JetStreamStore store = i % 2 == 0 ? one : other;
            owners.add(CompletableFuture.supplyAsync(
                    () -> {
                        AccountKey owner = add(store, name);
                        assertThat(store.accounts().addContact(owner, ALICE, 10))
                                .isTrue();
                        return owner;
                    },
                    threads));
        }
        List<AccountKey> all = owners.stream().map(CompletableFuture::join).toList();

        assertThat(other.accounts().ownersOf(alice)).containsExactlyInAnyOrderElementsOf(all);
        one.accounts().removeContact(all.get(7), ALICE);
        assertThat(other.accounts().ownersOf(alice)).hasSize(119).doesNotContain(all.get(7));
    }

    @Test
    void who_watches_the_accounts_sees_that_one_is_removed() {
        AccountKey alice = add(one, ALICE);
        one.accounts().remove(ALICE);

        assertThat(accountsBucket().get("alice").value())
                .contains("\"removed\":true", alice.id())
                .doesNotContain("hash");
    }

    @Test
    void what_a_newer_version_has_added_to_an_account_stays() {
        add(one, ALICE);
        Bucket.Entry entry = accountsBucket().get("alice");
        accountsBucket().put("alice", entry.value().replace("{", "{\"newer\":[1],"), entry.revision());

        other.accounts().setBlocked(ALICE, true);

        assertThat(accountsBucket().get("alice").value()).contains("\"newer\":[1]", "\"blocked\":true");
    }

    @Test
    void a_server_that_dies_before_it_has_removed_an_account_has_its_messages_not_forgotten() {
        AccountKey alice = add(one, ALICE);
        engines.get(0)
                .bucket("FORGOTTEN")
                .put(
                        alice.id(),
                        "{\"id\":\"" + alice.id() + "\",\"as\":\"Alice\",\"key\":\"alice\",\"removed\":true}",
                        0);
        assertThat(other.accounts().toForget()).isEmpty();

        other.accounts().remove(ALICE);
        assertThat(one.accounts().toForget()).containsExactly(alice);
    }

    @Test
    void a_value_that_is_none_is_said_and_breaks_nothing_else() {
        add(one, BOB);
        accountsBucket().put("alice", "this is no JSON", 0);

        assertThatThrownBy(() -> one.accounts().find(ALICE))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("What is in the store of the cluster cannot be understood");
        assertThat(one.accounts().find(BOB)).isNotNull();
    }

    private Bucket accountsBucket() {
        return engines.get(0).bucket("ACCOUNTS");
    }

    private interface Task<T> {
        Supplier<T> of(JetStreamStore store);
    }

    private <T> List<T> atOnce(int many, Task<T> task) {
        List<CompletableFuture<T>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(CompletableFuture.supplyAsync(task.of(i % 2 == 0 ? one : other), threads));
        }
        List<T> results = new ArrayList<>();
        all.forEach(result -> results.add(result.join()));
        return results;
    }

    private static AccountKey add(Store store, Address name) {
        return Objects.requireNonNull(store.accounts().add(name, "hash")).key();
    }

    private static Letter letter() {
        return new Letter(Frame.ofAnyLength("{\"n\":1}".getBytes(UTF_8)), null);
    }
}

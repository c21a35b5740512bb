package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.repair.Repair;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any {@link Sessions} must do. */
class SessionsTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address GUEST = Address.account("Guest-1");
    private static final byte[] TOKEN = {1, 2, 3};
    private static final byte[] OTHER = {4, 5, 6};

    @TempDir
    private Path folder;

    @AutoClose
    private Store store;

    private Sessions sessions;

    @BeforeEach
    void open() throws IOException {
        store = Repair.openStore(folder, report -> {});
        sessions = store.sessions();
        store.accounts().add(ALICE, "hash");
    }

    @Test
    void a_session_is_removed_once_however_many_ask() {
        sessions.begin(GUEST, null, TOKEN);

        List<CompletableFuture<Long>> asked = IntStream.range(0, 10)
                .mapToObj(i -> sessions.remove(GUEST, TOKEN, 0))
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).filter(found -> found > 0))
                .hasSize(1);
    }

    @Test
    void it_is_there_after_opening_again() throws Exception {
        sessions.begin(ALICE, alice(), TOKEN);
        store.close();
        open();

        assertThat(isThere(ALICE, TOKEN)).isTrue();
    }

    @Test
    void it_belongs_to_its_name_and_its_token() {
        sessions.begin(ALICE, alice(), TOKEN);

        assertThat(isThere(GUEST, TOKEN)).isFalse();
        assertThat(isThere(ALICE, OTHER)).isFalse();
        assertThat(isThere(Address.account("ALICE"), TOKEN)).isTrue();
    }

    @Test
    void a_new_session_of_a_guest_takes_the_place_of_the_earlier_one() {
        sessions.begin(GUEST, null, TOKEN);
        sessions.begin(GUEST, null, OTHER);

        assertThat(isThere(GUEST, TOKEN)).isFalse();
        assertThat(isThere(GUEST, OTHER)).isTrue();
    }

    @Test
    void an_account_has_several_each_with_an_end_of_its_own() {
        sessions.begin(ALICE, alice(), TOKEN);
        sessions.begin(ALICE, alice(), OTHER);
        sessions.end(ALICE, TOKEN, 1000);

        assertThat(Store.await(sessions.remove(ALICE, OTHER, 1000))).isPositive();
        assertThat(Store.await(sessions.remove(ALICE, TOKEN, 999))).isPositive();
    }

    @Test
    void one_that_has_ended_counts_until_that_time() {
        sessions.begin(GUEST, null, TOKEN);
        sessions.end(GUEST, TOKEN, 1000);

        assertThat(Store.await(sessions.remove(GUEST, TOKEN, 1000))).isZero();
        assertThat(Store.await(sessions.remove(GUEST, TOKEN, 999))).isPositive();
    }

    @Test
    void all_end_at_once_but_for_those_that_have_ended() {
        sessions.begin(GUEST, null, TOKEN);
        sessions.end(GUEST, TOKEN, 1000);
        sessions.begin(ALICE, alice(), OTHER);
        sessions.endAll(2000);

        assertThat(Store.await(sessions.remove(GUEST, TOKEN, 1000))).isZero();
        assertThat(Store.await(sessions.remove(ALICE, OTHER, 1999))).isPositive();
    }

    @Test
    void those_that_have_ended_are_forgotten_and_of_too_many_the_oldest() throws Exception {
        for (int i = 0; i < 10; i++) {
            Address name = Address.account("guest" + i);
            sessions.begin(name, null, TOKEN);
            sessions.end(name, TOKEN, 1000 + i);
        }
        sessions.begin(GUEST, null, TOKEN);

        sessions.forget(1002, 100);
        awaitChanges();
        assertThat(names()).startsWith("guest-1", "guest3").hasSize(8);
        sessions.forget(1002, 3);
        awaitChanges();
        assertThat(names()).containsExactly("guest-1", "guest7", "guest8", "guest9");
    }

    @Test
    void those_of_a_name_are_removed_whatever_their_tokens_are() {
        sessions.begin(ALICE, alice(), TOKEN);
        sessions.begin(ALICE, alice(), OTHER);
        sessions.begin(GUEST, null, OTHER);
        sessions.removeOf(ALICE);

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
        sessions.begin(ALICE, alice(), TOKEN);
        byOthers(change);

        assertThat(isThere(ALICE, TOKEN)).isFalse();
    }

    @Test
    void an_account_of_that_name_makes_a_guests_void() {
        sessions.begin(GUEST, null, TOKEN);
        byOthers(others -> others.add(GUEST, "hash"));

        assertThat(isThere(GUEST, TOKEN)).isFalse();
    }

    @Test
    void none_begins_with_an_account_that_has_changed_since_the_login() {
        Account before = alice();
        byOthers(others -> others.setPasswordHash(before.key(), "new"));
        sessions.begin(ALICE, before, TOKEN);
        assertThat(isThere(ALICE, TOKEN)).isFalse();

        Account removed = alice();
        byOthers(others -> {
            others.remove(ALICE);
            others.add(ALICE, removed.passwordHash());
        });
        sessions.begin(ALICE, removed, TOKEN);
        assertThat(isThere(ALICE, TOKEN)).isFalse();

        Account unblocked = alice();
        byOthers(others -> others.setBlocked(ALICE, true));
        sessions.begin(ALICE, unblocked, TOKEN);
        assertThat(isThere(ALICE, TOKEN)).isFalse();
    }

    @Test
    void none_begins_for_a_guest_whose_name_has_an_account_by_now() {
        sessions.begin(ALICE, null, TOKEN);

        assertThat(isThere(ALICE, TOKEN)).isFalse();
    }

    private Account alice() {
        return Objects.requireNonNull(store.accounts().find(ALICE));
    }

    /** As another process does it. */
    private void byOthers(Consumer<Accounts> change) {
        awaitChanges();
        try (Store others = Repair.openStore(folder, report -> {})) {
            change.accept(others.accounts());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitChanges() {
        Store.await(sessions.remove(GUEST, OTHER, 0));
    }

    /** Removes it. */
    private boolean isThere(Address name, byte[] token) {
        return Store.await(sessions.remove(name, token, Long.MAX_VALUE)) > 0;
    }

    private List<String> names() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT group_concat(name) FROM (SELECT name FROM session ORDER BY 1)")) {
            return List.of(rows.getString(1).split(","));
        }
    }
}

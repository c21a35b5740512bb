package chat.jim.server.store.repair;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.TestServer;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Profiles.Profile;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import chat.jim.server.store.Store;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a damaged store knows of rooms survives its repair, and gives nobody more rights than before. */
class SalvagedRoomsTest {
    private static final Address ALICE = Address.account("Alice");
    private static final Address BOB = Address.account("bob");
    private static final Address TEA = Address.room("#Tea");
    private static final Kept ROOM = new Kept(TEA, true, "green only", false, true, true);
    private static final Sanction GUESTS =
            new Sanction(TEA, Ban.ENTER, "203.0.113.5", Address.account("Guest"), 1_790_000_000, "spam");
    private static final String DAMAGED_ACCOUNT = "UPDATE account SET password = 'x' WHERE key = 'bob'";

    @TempDir
    private Path folder;

    private Member owner;
    private Member moderator;
    private Sanction muted;

    @BeforeEach
    void fill() throws Exception {
        try (SqliteStore store = open(new ArrayList<>())) {
            AccountKey alice = store.accounts().add(ALICE, "alices-hash").key();
            AccountKey bob = store.accounts().add(BOB, "bobs-hash").key();
            owner = new Member(TEA, alice, Role.OWNER, 1_790_000_000_000L, "");
            moderator = new Member(TEA, bob, Role.MODERATOR, 1_790_000_000_001L, "");
            muted = new Sanction(TEA, Ban.SPEAK, bob.id(), BOB, Long.MAX_VALUE, "shouts");
            Store.await(store.rooms().put(ROOM));
            Store.await(store.rooms().put(owner));
            Store.await(store.rooms().put(moderator));
            Store.await(store.rooms().put(GUESTS));
            Store.await(store.rooms().put(muted));
            store.profiles().setOperator(ALICE, true);
            store.profiles().setHidden(bob, true);
            store.profiles().see(bob, 1_790_000_000);
            store.accounts().addContact(alice, BOB, 10);
        }
    }

    @Test
    void all_that_is_whole_survives() throws Exception {
        damage("UPDATE contact SET checksum = 1");

        try (Store store = repaired()) {
            assertThat(store.rooms().rooms()).containsExactly(ROOM);
            assertThat(store.rooms().members()).containsExactly(owner, moderator);
            assertThat(store.rooms().sanctions()).containsExactlyInAnyOrder(GUESTS, muted);
            assertThat(store.profiles().operators()).containsExactly(owner.account());
            assertThat(store.profiles().of(moderator.account())).isEqualTo(new Profile(false, true, 1_790_000_000));
        }
    }

    @Test
    void a_damaged_role_is_none() throws Exception {
        damage("UPDATE room_member SET role = 'owner'");

        try (Store store = repaired()) {
            assertThat(store.rooms().members()).containsExactly(owner);
        }
    }

    @Test
    void a_damaged_profile_makes_nobody_an_operator() throws Exception {
        damage("UPDATE profile SET operator = 1");

        try (Store store = repaired()) {
            assertThat(store.profiles().operators()).containsExactly(owner.account());
            assertThat(store.profiles().of(moderator.account())).isEqualTo(Profile.UNKNOWN);
        }
    }

    @Test
    void a_damaged_sanction_is_none_and_the_others_hold() throws Exception {
        damage("UPDATE sanction SET subject = '203.0.113.6' WHERE ban = 'enter'");

        try (Store store = repaired()) {
            assertThat(store.rooms().sanctions()).containsExactly(muted);
        }
    }

    @Test
    void a_lost_room_is_private_and_stays_with_those_who_have_a_role_in_it() throws Exception {
        damage("UPDATE room SET moderated = 0");

        try (Store store = repaired()) {
            assertThat(store.rooms().rooms()).containsExactly(new Kept(TEA, true, "", true, false, false));
            assertThat(store.rooms().members()).containsExactly(owner, moderator);
            assertThat(store.rooms().sanctions()).containsExactlyInAnyOrder(GUESTS, muted);
        }
    }

    @Test
    void a_damaged_account_loses_its_roles_and_keeps_its_sanctions() throws Exception {
        damage(DAMAGED_ACCOUNT);

        try (Store store = repaired()) {
            AccountKey bob = TestServer.key(store, BOB);

            assertThat(bob).isNotEqualTo(moderator.account());
            assertThat(store.rooms().members()).containsExactly(owner);
            assertThat(store.rooms().sanctions())
                    .containsExactlyInAnyOrder(
                            GUESTS, new Sanction(TEA, Ban.SPEAK, bob.id(), BOB, Long.MAX_VALUE, "shouts"));
            assertThat(store.profiles().of(bob)).isEqualTo(Profile.UNKNOWN);
        }
    }

    @Test
    void an_account_of_which_only_its_role_is_known_keeps_its_name() throws Exception {
        damage("DROP TRIGGER account_left");
        damage("DELETE FROM account WHERE key = 'bob'");

        try (Store store = repaired()) {
            assertThat(store.accounts().find(BOB).blocked()).isTrue();
        }
    }

    /** Changes what is there without its checksum. */
    private void damage(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                Statement statement = other.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Once more opened, it is not repaired again. */
    private Store repaired() throws IOException {
        List<RepairReport> reports = new ArrayList<>();
        open(reports).close();
        Store store = open(reports);
        assertThat(reports).hasSize(1);
        return store;
    }

    private SqliteStore open(List<RepairReport> reports) throws IOException {
        return Repair.openStore(folder, reports::add);
    }
}

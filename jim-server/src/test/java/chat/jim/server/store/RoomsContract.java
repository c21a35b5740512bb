package chat.jim.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.TestServer;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.RoomStore.Sanction;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any {@link RoomStore} must do. */
abstract class RoomsContract extends StoreContract {
    private static final Address TEA = Address.room("#Tea");
    private static final Address MOCCA = Address.room("#mocca");
    private static final String ORIGIN = "guest 203.0.113.5";
    private static final Address GUEST = Address.account("Guest");

    private AccountKey alice;
    private AccountKey bob;

    @BeforeEach
    void addAccounts() {
        alice = added("Alice");
        bob = added("bob");
    }

    @Test
    void a_room_is_kept_as_it_was_put_last() throws Exception {
        Kept closed = new Kept(TEA, true, "green only", true, false, false);
        Kept moderated = new Kept(MOCCA, false, "", false, true, true);
        put(Kept.made(TEA, true), moderated, closed);

        reopen();

        assertThat(store.rooms().rooms()).containsExactly(moderated, closed);
    }

    @Test
    void a_room_keeps_the_spelling_of_its_name() {
        put(Kept.made(TEA, true), Kept.made(Address.room("#TEA"), true));

        assertThat(store.rooms().rooms())
                .singleElement()
                .hasToString(Kept.made(TEA, true).toString());
    }

    @Test
    void a_change_of_a_room_leaves_its_roles_and_sanctions() {
        Member owner = new Member(TEA, alice, Role.OWNER, 1, "");
        Sanction sanction = banned(bob.id(), bob.name());
        put(Kept.made(TEA, true));
        put(owner);
        put(sanction);

        put(new Kept(TEA, true, "green only", false, false, true));

        assertThat(store.rooms().members()).containsExactly(owner);
        assertThat(store.rooms().sanctions()).containsExactly(sanction);
    }

    @Test
    void a_role_is_kept_as_it_was_put_last() throws Exception {
        Member invited = new Member(TEA, bob, Role.MEMBER, 1_790_000_000_123L, "Alice");
        put(Kept.made(TEA, true));
        put(new Member(TEA, alice, Role.OWNER, 1, ""), invited, new Member(TEA, alice, Role.VOICE, 2, ""));

        reopen();

        assertThat(store.rooms().members()).containsExactly(new Member(TEA, alice, Role.VOICE, 2, ""), invited);
    }

    @Test
    void those_that_have_had_their_roles_for_longer_come_first() {
        AccountKey carol = added("carol");
        Member first = new Member(TEA, carol, Role.MEMBER, 7, "");
        Member second = new Member(MOCCA, alice, Role.VOICE, 8, "");
        Member third = new Member(TEA, bob, Role.OWNER, 10, "");
        put(Kept.made(TEA, true), Kept.made(MOCCA, true));

        put(third, second, first);

        assertThat(store.rooms().members()).containsExactly(first, second, third);
    }

    @Test
    void a_role_that_was_taken_away_is_gone() {
        put(Kept.made(TEA, true));
        put(new Member(TEA, alice, Role.OWNER, 1, ""), new Member(TEA, bob, Role.MEMBER, 1, ""));

        store.rooms().remove(TEA, alice).join();

        assertThat(store.rooms().members()).extracting(Member::account).containsExactly(bob);
    }

    @Test
    void whoever_has_the_name_of_a_removed_account_has_no_role() {
        put(Kept.made(TEA, true));
        store.accounts().remove(bob.name());
        store.accounts().add(bob.name(), "hash");

        put(new Member(TEA, bob, Role.OWNER, 1, ""));

        assertThat(store.rooms().members()).isEmpty();
    }

    @Test
    void in_a_room_that_is_not_kept_nobody_has_a_role() {
        put(new Member(TEA, bob, Role.OWNER, 1, ""));
        put(banned(ORIGIN, GUEST));

        put(Kept.made(TEA, true));

        assertThat(store.rooms().members()).isEmpty();
        assertThat(store.rooms().sanctions()).isEmpty();
    }

    @Test
    void a_sanction_is_kept_as_it_was_put_last() throws Exception {
        Sanction forever = new Sanction(TEA, Ban.ENTER, bob.id(), bob.name(), Long.MAX_VALUE, "");
        Sanction silent = new Sanction(TEA, Ban.SPEAK, bob.id(), bob.name(), 5, "shouts");
        Sanction guests = new Sanction(TEA, Ban.ENTER, ORIGIN, GUEST, 7, "spam");
        put(Kept.made(TEA, true));
        put(banned(bob.id(), bob.name()), forever, silent, guests);

        reopen();

        assertThat(store.rooms().sanctions()).containsExactlyInAnyOrder(forever, silent, guests);
    }

    @Test
    void a_sanction_that_was_lifted_is_gone_and_others_of_the_same_subject_stay() {
        Sanction silent = new Sanction(TEA, Ban.SPEAK, bob.id(), bob.name(), 5, "");
        put(Kept.made(TEA, true));
        put(banned(bob.id(), bob.name()), silent);

        store.rooms().remove(TEA, Ban.ENTER, bob.id()).join();

        assertThat(store.rooms().sanctions()).containsExactly(silent);
    }

    @Test
    void an_account_that_is_removed_takes_its_roles_and_sanctions_along() {
        Member owner = new Member(TEA, alice, Role.OWNER, 1, "");
        Sanction guests = banned(ORIGIN, GUEST);
        put(Kept.made(TEA, true));
        put(owner, new Member(TEA, bob, Role.MEMBER, 1, ""));
        put(guests, new Sanction(TEA, Ban.SPEAK, bob.id(), bob.name(), 5, ""));

        store.accounts().remove(bob.name());
        put(banned(bob.id(), bob.name()));

        assertThat(store.rooms().members()).containsExactly(owner);
        assertThat(store.rooms().sanctions()).containsExactly(guests);
        assertThat(store.rooms().rooms()).hasSize(1);
    }

    @Test
    void a_room_that_is_removed_takes_its_roles_and_sanctions_along() throws Exception {
        Member elsewhere = new Member(MOCCA, alice, Role.OWNER, 1, "");
        put(Kept.made(TEA, true), Kept.made(MOCCA, true));
        put(elsewhere, new Member(TEA, bob, Role.OWNER, 1, ""));
        put(banned(ORIGIN, GUEST));

        store.rooms().remove(TEA).join();
        put(Kept.made(TEA, true));
        reopen();

        assertThat(store.rooms().members()).containsExactly(elsewhere);
        assertThat(store.rooms().sanctions()).isEmpty();
    }

    @Test
    void another_process_sees_it() throws Exception {
        Member owner = new Member(TEA, alice, Role.OWNER, 1, "");
        try (Store other = openStore()) {
            put(Kept.made(TEA, true));
            put(owner);

            assertThat(other.rooms().members()).containsExactly(owner);
            assertThat(TestServer.key(other, alice.name())).isEqualTo(alice);
        }
    }

    private static Sanction banned(String subject, Address name) {
        return new Sanction(TEA, Ban.ENTER, subject, name, 1_790_000_000, "spam");
    }

    private void put(Kept... rooms) {
        List.of(rooms).forEach(room -> store.rooms().put(room).join());
    }

    private void put(Member... members) {
        List.of(members).forEach(member -> store.rooms().put(member).join());
    }

    private void put(Sanction... sanctions) {
        List.of(sanctions).forEach(sanction -> store.rooms().put(sanction).join());
    }
}

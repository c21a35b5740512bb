package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 13: rooms that belong to somebody stay, and find a new owner when they lose the last one. */
@Timeout(60)
class RoomOwnerTest {
    @AutoClose
    private final RoomScene scene = new RoomScene();

    private final RoomPerson alice = scene.account("alice");

    @Test
    void the_room_of_an_account_stays_when_all_have_left() {
        alice.join("#tea").leave("#tea");
        alice.quit();

        RoomPerson guest = scene.guest("guest");
        assertThat(guest.ask(about("join", "#Tea", ""))).contains("\"response\":200", "You are in #tea.");
        assertThat(guest.described("#tea")).contains("\"members\":1,\"owner\":\"alice\"}");
    }

    @Test
    void the_room_of_a_guest_ends_with_the_last_one_though_accounts_were_in_it() {
        RoomPerson guest = scene.guest("guest");
        guest.join("#tea");
        alice.join("#tea");
        guest.leave("#tea");
        alice.leave("#tea");

        assertThat(guest.ask(about("join", "#tea", ""))).startsWith("{\"response\":201,");
    }

    @Test
    void after_a_restart_it_is_what_it_was() {
        scene.withAccounts("bob", "carol", "dave", "eve");
        scene.guest("frank");
        alice.join("#Tea").change("#tea", "'topic':'green only','private':true,'moderated':true,'keep':false");
        alice.grant("#tea", "bob", "moderator").grant("#tea", "carol", "voice");
        alice.order("invite", "#tea", "dave", "");
        alice.order("ban", "#tea", "eve", ",'seconds':7200,'reason':'spam'");
        alice.order("mute", "#tea", "frank", "");
        String before = alice.described("#tea");
        List<String> roles = alice.roles("#tea");

        scene.restart(store -> {});

        RoomPerson again = scene.login("alice");
        assertThat(again.described("#tea")).contains("\"topic\":\"green only\",\"private\":true,\"moderated\":true");
        again.join("#tea");
        assertThat(again.described("#tea")).isEqualTo(before);
        assertThat(again.roles("#tea")).isEqualTo(roles).hasSize(6);
        assertThat(again.say("#tea", "not kept")).contains("\"response\":200").doesNotContain("\"id\"");
        scene.login("dave").told("alice invites you to #Tea");
        scene.guest("guest").refused(404, about("join", "#tea", ""));
        again.change("#tea", "'private':false");
        scene.login("eve").refused(403, about("join", "#tea", ""), "for 2h more: spam.");
    }

    @Test
    void what_was_taken_back_is_not_there_after_a_restart() {
        scene.withAccounts("bob", "carol");
        alice.join("#tea").change("#tea", "'topic':'green only','private':true");
        alice.grant("#tea", "bob", "moderator").order("ban", "#tea", "carol", "");
        alice.change("#tea", "'topic':'','private':false");
        alice.order("revoke", "#tea", "bob", ",'role':'moderator'");
        alice.order("revoke", "#tea", "bob", ",'role':'member'");
        alice.order("unban", "#tea", "carol", "");

        scene.restart(store -> {});

        RoomPerson again = scene.login("alice");
        assertThat(again.roles("#tea")).singleElement().asString().contains("alice");
        assertThat(again.described("#tea")).doesNotContain("topic", "private");
        scene.login("carol").join("#tea");
    }

    @Test
    void guests_are_nothing_any_more_after_a_restart_but_stay_banned() {
        alice.join("#tea");
        scene.guest("bob");
        scene.guest("carol");
        alice.grant("#tea", "bob", "voice").order("ban", "#tea", "carol", "");

        scene.restart(store -> {});

        assertThat(scene.login("alice").roles("#tea"))
                .hasSize(2)
                .noneMatch(part -> part.contains("bob"))
                .anyMatch(part -> part.contains("\"user_id\":\"carol\",\"role\":\"banned\""));
        scene.guest("carol").refused(403, about("join", "#tea", ""));
    }

    @Test
    void of_more_than_a_hundred_rooms_the_last_ones_belong_to_nobody() {
        RoomPerson bob = scene.account("bob");
        bob.join("#bobs");
        for (int i = 0; i < 100; i++) {
            alice.join("#room" + i).leave("#room" + i);
        }

        alice.join("#more");
        assertThat(alice.described("#more")).doesNotContain("owner");
        alice.refused(403, about("room", "#more", ",'topic':'mine'"), "Nobody owns #more");
        alice.leave("#more");
        bob.refused(
                403, about("grant", "#bobs", "alice", ",'role':'owner'"), "alice owns 100 rooms, which is the limit.");
        assertThat(alice.ask(about("join", "#more", ""))).startsWith("{\"response\":201,");
        alice.granted(about("revoke", "#room0", "alice", ",'role':'owner'"));
        alice.leave("#more").join("#more");
        assertThat(alice.described("#more")).contains("\"owner\":\"alice\"");
    }

    @Test
    void if_the_account_of_the_last_owner_is_removed_the_longest_moderator_owns_it() {
        RoomPerson bob = scene.account("bob");
        RoomPerson carol = scene.account("carol");
        RoomPerson dave = scene.account("dave");
        alice.join("#tea").grant("#tea", "carol", "moderator");
        scene.pass(Duration.ofSeconds(1));
        alice.grant("#tea", "bob", "moderator");
        bob.join("#tea");
        dave.join("#tea");

        scene.remove("alice");

        dave.told("\"carol owns #tea now\"");
        carol.change("#tea", "'topic':'mine'");
        assertThat(bob.described("#tea")).contains("\"role\":\"moderator\"", "\"owner\":\"carol\"");
    }

    @Test
    void without_a_moderator_the_account_owns_it_that_is_in_the_room_for_the_longest_time() {
        scene.withAccounts("dave");
        alice.join("#tea").grant("#tea", "dave", "voice");
        RoomPerson guest = scene.guest("guest").join("#tea");
        scene.account("bob").join("#tea");
        scene.account("carol").join("#tea");

        scene.remove("alice");

        guest.told("\"bob owns #tea now\"");
    }

    @Test
    void if_there_is_nobody_it_ends_when_the_last_one_leaves() {
        alice.join("#tea");
        RoomPerson guest = scene.guest("guest").join("#tea");
        scene.remove("alice");
        guest.told("alice left #tea");
        awaitNoOwner(guest);

        guest.leave("#tea");

        assertThat(guest.ask(about("join", "#tea", ""))).startsWith("{\"response\":201,");
    }

    private static void awaitNoOwner(RoomPerson guest) {
        await().until(() -> !guest.described("#tea").contains("owner"));
    }

    @Test
    void an_owner_who_is_removed_while_the_server_is_down_is_followed_too() {
        scene.withAccounts("bob", "carol");
        alice.join("#milk").grant("#milk", "carol", "moderator");
        alice.join("#coffee").order("invite", "#coffee", "bob", "");

        scene.restart(store -> store.accounts().remove(Address.account("alice")));

        RoomPerson guest = scene.guest("guest");
        await().untilAsserted(() -> {
            assertThat(guest.described("#milk")).contains("\"owner\":\"carol\"");
            assertThat(guest.described("#coffee")).doesNotContain("owner");
        });
    }

    @Test
    void an_account_that_has_the_name_of_a_removed_one_owns_nothing() {
        alice.join("#tea");
        RoomPerson guest = scene.guest("guest").join("#tea");
        scene.remove("alice");
        scene.withAccounts("alice");
        guest.told("alice left #tea");

        RoomPerson other = scene.login("alice");
        other.refused(403, about("room", "#tea", ",'topic':'mine'"));
        assertThat(other.described("#tea")).doesNotContain("owner");
    }

    @Test
    void an_owner_who_gives_up_is_followed_and_leaves_a_room_that_may_end() {
        RoomPerson bob = scene.account("bob");
        alice.join("#tea");
        bob.join("#tea");
        alice.granted(about("revoke", "#tea", "alice", ",'role':'owner'"));
        bob.told("\"bob owns #tea now\"");
        assertThat(alice.described("#tea")).contains("\"role\":\"member\"", "\"owner\":\"bob\"");

        bob.granted(about("revoke", "#tea", "bob", ",'role':'owner'"));
        assertThat(bob.described("#tea")).contains("\"owner\":\"alice\"");
        bob.leave("#tea");
        alice.granted(about("revoke", "#tea", "alice", ",'role':'owner'"));
        assertThat(alice.described("#tea")).doesNotContain("owner");
        alice.leave("#tea");
        assertThat(bob.ask(about("join", "#tea", ""))).startsWith("{\"response\":201,");
    }

    @Test
    void an_account_that_is_banned_by_an_operator_is_followed_as_owner() {
        RoomPerson bob = scene.account("bob");
        bob.join("#tea");
        alice.join("#tea");
        scene.setOperator("alice", true);

        await().untilAsserted(() -> alice.granted(about("ban", "#tea", "bob", "")));
        assertThat(alice.described("#tea")).contains("\"owner\":\"alice\"");
    }

    @Test
    void of_rooms_that_nobody_owns_and_where_something_is_kept_only_a_hundred_stay() {
        for (int i = 0; i < 10; i++) {
            RoomPerson maker = scene.account("maker" + i);
            for (int j = 0; j < 10; j++) {
                String room = "#room" + i + j;
                maker.join(room);
                maker.granted(maker.message(room, "hi"));
                maker.granted(about("revoke", room, maker.name(), ",'role':'owner'"));
                maker.leave(room);
            }
        }
        alice.join("#more");
        alice.granted(alice.message("#more", "hi"));

        alice.refused(403, about("revoke", "#more", "alice", ",'role':'owner'"), "Too many rooms belong to nobody");
    }
}

package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.RoomStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 13: what the limits are there for. */
@Timeout(120)
class RoomAbuseTest {
    private static final int AT_ONCE = 10;

    @AutoClose
    private final RoomScene scene = new RoomScene();

    private final RoomPerson alice = scene.account("alice").join("#tea");

    @Test
    void a_thousand_invitations_are_all_told_and_none_is_refused() {
        List<RoomPerson> guests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            guests.add(scene.guest("guest" + i));
        }
        List<RoomPerson> hosts = hosts(100);

        for (RoomPerson host : hosts) {
            host.join("#" + host.name());
            guests.forEach(guest -> host.client().send(about("invite", "#" + host.name(), guest.name(), "")));
        }

        for (RoomPerson host : hosts) {
            for (RoomPerson guest : guests) {
                assertThat(host.answer()).contains("\"response\":200", guest.name() + " is invited");
            }
        }
        for (RoomPerson guest : guests) {
            assertThat(guest.heard()).hasSize(hosts.size()).allMatch(line -> line.contains(" invites you to #host"));
        }
    }

    private List<RoomPerson> hosts(int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = "host" + i;
        }
        scene.withAccounts(names);
        List<RoomPerson> hosts = new ArrayList<>();
        for (String name : names) {
            hosts.add(scene.login(name));
        }
        return hosts;
    }

    @Test
    void who_asks_for_more_than_the_pace_allows_waits_and_nobody_else_does() {
        RoomPerson bob = scene.account("bob");
        for (int i = 0; i < AT_ONCE + 4; i++) {
            alice.client().send(about("invite", "#tea", "bob", ""));
        }
        bob.granted(about("room", "#tea", ""));

        for (int i = 0; i < AT_ONCE + 4; i++) {
            assertThat(alice.answer()).startsWith("{\"response\":200,");
        }
    }

    @Test
    void a_hundred_invitations_wait_for_an_account_and_no_more() {
        scene.withAccounts("sleeper");
        List<String> answers = new ArrayList<>();
        for (RoomPerson host : hosts(11)) {
            for (int i = 0; i < AT_ONCE; i++) {
                String room = "#" + host.name() + "-" + i;
                host.join(room);
                answers.add(host.ask(about("invite", room, "sleeper", "")));
            }
        }

        assertThat(answers.subList(0, 100)).allMatch(answer -> answer.startsWith("{\"response\":200,"));
        assertThat(answers.subList(100, 110))
                .allMatch(answer -> answer.startsWith("{\"response\":403,")
                        && answer.contains(
                                "sleeper has 100 invitations waiting, which is the limit: try again later."));
        RoomPerson sleeper = scene.login("sleeper");
        assertThat(sleeper.heard()).hasSize(100).allMatch(line -> line.contains(" invites you to #host"));
        sleeper.quit();
        alice.order("invite", "#tea", "sleeper", "");
        scene.login("sleeper").told("alice invites you to #tea");
    }

    @Test
    void who_comes_back_in_a_loop_after_a_kick_is_kept_out_and_nobody_hears_of_it() {
        RoomPerson bob = scene.guest("bob");
        RoomPerson carol = scene.guest("carol").join("#tea");
        for (int round = 0; round < 4; round++) {
            bob.join("#tea");
            alice.order("kick", "#tea", "bob", "");
            for (int i = 0; i < 50; i++) {
                bob.client().send(about("join", "#tea", ""));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(bob.answer()).contains("\"response\":403", "You were kicked from #tea a moment ago");
            }
            carol.told("bob joined #tea");
            carol.told("alice kicked bob from #tea");
            carol.notTold("bob");
            scene.pass(Duration.ofSeconds(10));
        }
    }

    @Test
    void of_a_room_a_thousand_roles_bans_and_mutes_are_kept_and_no_more() {
        muteMany(998, Long.MAX_VALUE);
        scene.withAccounts("bob", "carol");
        RoomPerson owner = scene.login("alice");
        owner.grant("#tea", "bob", "voice");

        String full = "#tea has 1000 roles, bans and mutes, which is the limit: remove some first.";
        for (String request : List.of(
                about("invite", "#tea", "carol", ""),
                about("grant", "#tea", "carol", ",'role':'member'"),
                about("ban", "#tea", "carol", ""),
                about("mute", "#tea", "carol", ""))) {
            owner.refused(403, request, full);
        }
        owner.grant("#tea", "bob", "moderator");
        owner.order("unmute", "#tea", "guest7", "");
        owner.order("ban", "#tea", "carol", "");
    }

    /** Restarts the server, which then has so many mutes in the room until that time. */
    private void muteMany(int mutes, long until) {
        scene.restart(store -> {
            for (int i = 0; i < mutes; i++) {
                Address guest = Address.account("guest" + i);
                var unused = store.rooms()
                        .put(new RoomStore.Sanction(
                                Address.room("#tea"), RoomStore.Ban.SPEAK, "guest " + i, guest, until, ""));
            }
        });
    }

    @Test
    void those_that_are_over_do_not_count() {
        scene.withAccounts("bob");
        muteMany(999, TestServer.NOW + 60);
        RoomPerson owner = scene.login("alice");
        owner.refused(403, about("ban", "#tea", "bob", ""), "which is the limit");

        scene.pass(Duration.ofSeconds(60));

        owner.order("ban", "#tea", "bob", "");
        assertThat(owner.roles("#tea")).hasSize(2);
    }

    @Test
    void a_topic_and_a_reason_are_one_line_that_can_be_shown() {
        RoomPerson bob = scene.guest("bob").join("#tea");
        alice.refused(400, about("room", "#tea", ",'topic':'x\\nmallory made you an owner of #tea'"), "leave them out");
        alice.refused(400, about("kick", "#tea", "bob", ",'reason':'\\u001b[2J'"), "leave them out");

        alice.change("#tea", "'topic':' green  '");
        alice.order("kick", "#tea", "bob", ",'reason':'  '");

        assertThat(bob.told("topic")).contains("\"alice set the topic of #tea: green\"");
        assertThat(bob.told("kicked")).contains("\"alice kicked you from #tea\"");
    }
}

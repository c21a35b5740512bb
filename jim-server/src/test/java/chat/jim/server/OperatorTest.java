package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 13: operators may do everything in every room. Another process says who is one, as the command line
 * does.
 */
@Timeout(60)
class OperatorTest {
    private static final String OWNER = ",'role':'owner'";

    @AutoClose
    private final RoomScene scene = new RoomScene();

    private final RoomPerson alice = scene.account("alice").join("#tea");
    private final RoomPerson olga = operator("olga");

    private RoomPerson operator(String name) {
        scene.withAccounts(name).setOperator(name, true);
        return scene.login(name);
    }

    @Test
    void who_is_online_is_one_soon_after_another_process_says_so() {
        RoomPerson bob = scene.account("bob");
        alice.change("#tea", "'private':true");
        bob.refused(404, about("join", "#tea", ""));

        scene.setOperator("bob", true);

        await().until(() -> bob.ask(about("join", "#tea", "")).startsWith("{\"response\":200,"));
        assertThat(bob.ask("{'action':'whois','time':1,'user_id':'bob'}")).contains("\"operator\":true");
    }

    @Test
    void one_may_do_what_the_table_says_of_owners() {
        RoomPerson guest = scene.guest("guest").join("#tea");
        RoomPerson moderator = scene.account("moderator").join("#tea");
        alice.grant("#tea", "moderator", "moderator");

        olga.change("#tea", "'topic':'mine','private':true,'moderated':true,'keep':false");
        olga.change("#tea", "'private':false,'moderated':false,'keep':true");
        olga.grant("#tea", "guest", "voice").order("revoke", "#tea", "guest", ",'role':'voice'");
        olga.order("mute", "#tea", "moderator", "").order("unmute", "#tea", "moderator", "");
        olga.order("kick", "#tea", "guest", "");
        guest.told("olga kicked you from #tea");
        olga.order("ban", "#tea", "moderator", "");
        moderator.told("olga banned you from #tea");
    }

    @Test
    void one_may_see_who_is_invited_banned_and_muted_and_invite() {
        scene.withAccounts("bob");
        scene.guest("carol");
        alice.order("ban", "#tea", "bob", "").order("mute", "#tea", "carol", "");
        olga.order("invite", "#tea", "carol", "");

        assertThat(olga.roles("#tea"))
                .anyMatch(part -> part.contains("banned"))
                .anyMatch(part -> part.contains("muted"))
                .anyMatch(part -> part.contains("\"carol\",\"role\":\"member\""));
    }

    @Test
    void one_may_act_on_an_owner() {
        RoomPerson bob = scene.account("bob").join("#tea");
        olga.order("mute", "#tea", "alice", "");
        alice.refused(403, alice.message("#tea", "hi"), "You are muted in #tea.");
        olga.order("unmute", "#tea", "alice", "").order("kick", "#tea", "alice", "");
        alice.told("olga kicked you from #tea");
        olga.order("revoke", "#tea", "alice", OWNER);

        bob.told("bob owns #tea now");
        olga.grant("#tea", "alice", "owner");
        olga.order("ban", "#tea", "alice", "");
        alice.refused(403, about("join", "#tea", ""), "You are banned from #tea.");
    }

    @Test
    void one_may_enter_a_private_room_and_sees_it_in_the_list() {
        alice.change("#tea", "'private':true");

        assertThat(olga.list("{'action':'rooms','time':1}")).anyMatch(part -> part.contains("#tea"));
        assertThat(olga.described("#tea")).contains("\"private\":true");
        assertThat(olga.list(about("who", "#tea", ""))).anyMatch(part -> part.contains("alice"));
        olga.join("#tea");
        assertThat(olga.say("#tea", "hi")).contains("\"reached\":1");
        olga.leave("#tea");
        assertThat(alice.roles("#tea")).noneMatch(part -> part.contains("olga"));
    }

    @Test
    void one_may_speak_where_only_those_may_who_have_voice() {
        alice.change("#tea", "'moderated':true");
        olga.join("#tea");

        assertThat(olga.say("#tea", "hi")).contains("\"response\":200");
    }

    @Test
    void a_room_that_belongs_to_nobody_gets_an_owner_from_one() {
        RoomPerson guest = scene.guest("guest").join("#nobodys");
        guest.refused(
                403, about("room", "#nobodys", ",'topic':'x'"), "Nobody owns #nobodys: ask the server's operator.");
        olga.grant("#nobodys", "alice", "owner");
        guest.told("olga made alice an owner of #nobodys");
        guest.leave("#nobodys");

        alice.join("#nobodys").change("#nobodys", "'topic':'mine'");
        scene.restart(store -> {});
        assertThat(scene.login("alice").described("#nobodys")).contains("\"role\":\"owner\"", "\"topic\":\"mine\"");
    }

    @Test
    void the_room_of_everybody_is_the_operators() {
        RoomPerson guest = scene.guest("guest").join("#all");
        alice.join("#all").refused(403, about("room", "#all", ",'topic':'x'"));
        olga.change("#all", "'topic':'be kind'");
        guest.told("olga set the topic of #all: be kind");
        olga.order("kick", "#all", "guest", "");
        scene.restart(store -> {});

        assertThat(scene.guest("guest").described("#all")).contains("be kind").doesNotContain("owner");
    }

    @Test
    void who_is_an_operator_no_more_may_do_nothing_of_it() {
        olga.change("#tea", "'topic':'mine'");
        alice.change("#tea", "'private':true");
        scene.setOperator("olga", false);

        await().until(() -> olga.ask(about("room", "#tea", "")).startsWith("{\"response\":404,"));
        olga.refused(404, about("join", "#tea", ""));
        assertThat(olga.list("{'action':'rooms','time':1}")).noneMatch(part -> part.contains("#tea"));
    }

    @Test
    void a_guest_who_has_the_name_of_one_is_none() {
        olga.quit();
        scene.remove("olga");
        await().until(() -> scene.server().connections() == 1);
        RoomPerson guest = scene.guest("olga");

        guest.refused(403, about("room", "#tea", ",'topic':'mine'"));
    }
}

package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 13: who is kicked, banned or muted is so by whatever name, session, connection or dialect. */
@Timeout(60)
class RoomOrderTest {
    private static final Pattern TOKEN = Pattern.compile("\"resume\":\"([^\"]+)\"");

    @AutoClose
    private final RoomScene scene = new RoomScene();

    private final RoomPerson alice = scene.account("alice").join("#tea");

    @Test
    void who_is_kicked_cannot_come_back_for_ten_seconds() {
        RoomPerson bob = scene.account("bob").join("#tea");

        alice.order("kick", "#tea", "Bob", ",'reason':'spam'");

        assertThat(bob.told("kicked"))
                .isEqualTo(json("{'response':100,'time':1763700000,'alert':'alice kicked you from #tea: spam',"
                        + "'room':'#tea'}"));
        bob.refused(403, about("join", "#Tea", ""), "come back in 10 seconds.");
        bob.quit();
        RoomPerson back = scene.login("bob");
        scene.pass(Duration.ofSeconds(9));
        back.refused(403, about("join", "#tea", ""), "You were kicked from #tea a moment ago");
        scene.pass(Duration.ofSeconds(1));
        back.join("#tea");
    }

    @Test
    void who_is_kicked_leaves_with_all_sessions_and_each_is_told() {
        RoomPerson first = scene.withAccounts("bob").also("bob");
        RoomPerson second = scene.also("bob").join("#tea");
        RoomPerson carol = scene.guest("carol").join("#tea");

        alice.order("kick", "#tea", "bob", "");

        first.told("alice kicked you from #tea\",\"room\":\"#tea\"}");
        second.told("alice kicked you from #tea\",\"room\":\"#tea\"}");
        first.refused(403, first.message("#tea", "hi"));
        second.refused(403, about("join", "#tea", ""));
        carol.told("\"alice kicked bob from #tea\"}");
        carol.notTold("left");
    }

    @Test
    void a_banned_account_is_banned_by_other_spellings_sessions_and_connections() {
        RoomPerson first = scene.withAccounts("Bob").also("Bob").join("#tea");
        RoomPerson second = scene.also("bob");

        alice.order("ban", "#tea", "BOB", ",'reason':'spam'");

        first.told("alice banned you from #tea: spam\",\"room\":\"#tea\"}");
        second.told("alice banned you from #tea: spam\",\"room\":\"#tea\"}");
        for (RoomPerson session : List.of(first, second, scene.also("bOB"))) {
            session.refused(403, about("join", "#tea", ""), "You are banned from #tea: spam.");
            session.refused(403, about("join", "#TEA", ",'quiet':true,'ids':true,'about':true"));
            session.refused(403, session.message("#tea", "hi"));
        }
        scene.login("bob").refused(403, about("join", "#tea", ""));
    }

    @Test
    void a_resume_token_does_not_lead_around_a_ban() {
        RoomPerson bob = scene.account("bob").join("#tea");
        RoomPerson carol = scene.guest("carol").join("#tea");
        String bobs = token(bob);
        String carols = token(carol);
        bob.client().reset();
        carol.client().reset();

        alice.order("ban", "#tea", "bob", "");
        alice.told("carol left");
        RoomPerson back = comeBack("carol", carols);
        alice.order("ban", "#tea", "carol", "");

        comeBack("bob", bobs).refused(403, about("join", "#tea", ""));
        comeBack("carol", token(back)).refused(403, about("join", "#tea", ""));
    }

    private static String token(RoomPerson person) {
        Matcher token = TOKEN.matcher(person.granted(
                "{'action':'presence','time':1,'user':{'account_name':'" + person.name() + "'},'resume':true}"));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private RoomPerson comeBack(String name, String token) {
        RoomPerson person = scene.connect(name);
        person.granted(
                "{'action':'presence','time':1,'user':{'account_name':'" + name + "'},'resume':'" + token + "'}");
        return person;
    }

    @Test
    void a_program_of_the_course_that_is_banned_from_everybody_hears_and_says_nothing_there() {
        scene.setOperator("alice", true);
        alice.join("#all");
        try (RawClient anna = course("anna");
                RawClient boris = course("boris")) {
            boris.send(toAll("boris", "hi"));
            alice.told("\"message\":\"hi\"");
            assertThat(anna.receive()).contains("hi");
            await().until(() -> bans("anna"));

            alice.say("#all", "not for anna");
            assertThat(boris.receive()).contains("not for anna");
            anna.send(toAll("anna", "may I?"));

            String line = anna.receive();
            while (!line.contains("banned from #all")) {
                assertThat(line).contains("alice banned you"); // as it is told, or not
                line = anna.receive();
            }
            alice.notTold("may I?");
        }
        await().until(() -> !scene.server().isOnline("anna"));
        try (RawClient again = course("anna")) {
            again.send(toAll("anna", "and now?"));
            assertThat(again.receive()).contains("banned from #all");
            alice.notTold("and now?");
        }
    }

    private boolean bans(String name) {
        return alice.ask(about("ban", "#all", name, "")).startsWith("{\"response\":200,");
    }

    private RawClient course(String name) {
        RawClient program = RawClient.bare(scene.server().port());
        program.send("{'action': 'presence', 'time': 1.5, 'user': {'account_name': '" + name + "'}}");
        assertThat(program.receive()).isEqualTo("{\"response\":200}");
        return program;
    }

    private static String toAll(String from, String text) {
        return "{'action': 'message', 'from': '" + from + "', 'to': '#all', 'time': 1.5, 'mess_text': '" + text + "'}";
    }

    @Test
    void a_banned_guest_is_banned_by_its_name_on_this_machine_and_others_are_not() {
        RoomPerson bob = scene.guest("bob").join("#tea");
        RoomPerson carol = scene.guest("carol").join("#tea");

        alice.order("ban", "#tea", "bob", "");

        bob.refused(403, about("join", "#tea", ""));
        assertThat(carol.say("#tea", "hi")).contains("\"response\":200");
        bob.quit();
        scene.guest("BOB").refused(403, about("join", "#tea", ""));
        scene.guest("bobby").join("#tea");
    }

    @Test
    void a_guest_who_registers_stays_banned_and_muted_and_keeps_its_role() {
        RoomPerson bob = scene.guest("bob");
        RoomPerson carol = scene.guest("carol").join("#tea");
        RoomPerson dave = scene.guest("dave").join("#tea");
        alice.order("ban", "#tea", "bob", ",'reason':'spam'").order("mute", "#tea", "carol", "");
        alice.grant("#tea", "dave", "voice").change("#tea", "'moderated':true");
        for (RoomPerson person : List.of(bob, carol, dave)) {
            person.granted("{'action':'register','time':1,'user':{'account_name':'" + person.name()
                    + "','password':'secret-1234'}}");
        }

        bob.refused(403, about("join", "#tea", ""), "You are banned from #tea: spam.");
        carol.refused(403, carol.message("#tea", "hi"), "You are muted in #tea.");
        assertThat(dave.say("#tea", "hi")).contains("\"response\":200");
        alice.order("unban", "#tea", "bob", "").order("unmute", "#tea", "carol", "");
        bob.join("#tea");
    }

    @Test
    void a_ban_and_a_mute_end_when_their_time_is_over() {
        RoomPerson bob = scene.account("bob").join("#tea");
        RoomPerson carol = scene.guest("carol");
        alice.order("mute", "#tea", "bob", ",'seconds':60").order("ban", "#tea", "carol", ",'seconds':7200");
        bob.refused(403, bob.message("#tea", "hi"), "You are muted in #tea for 1m more.");
        carol.refused(403, about("join", "#tea", ""), "You are banned from #tea for 2h more.");

        scene.pass(Duration.ofSeconds(59));
        bob.refused(403, bob.message("#tea", "hi"), "for 1s more.");
        carol.refused(403, about("join", "#tea", ""), "for 1h 59m more.");
        assertThat(alice.roles("#tea")).anyMatch(part -> part.contains("\"role\":\"banned\",\"seconds\":7141"));
        scene.pass(Duration.ofSeconds(1));
        assertThat(bob.say("#tea", "hi")).contains("\"response\":200");
        scene.pass(Duration.ofHours(2));
        carol.join("#tea");
        assertThat(alice.roles("#tea")).hasSize(1);
        alice.refused(404, about("unban", "#tea", "carol", ""), "carol is not banned from #tea.");
    }

    @Test
    void who_is_muted_says_nothing_in_any_form() {
        RoomPerson bob = scene.account("bob").join("#tea");
        RoomPerson other = scene.also("bob");
        alice.order("mute", "#tea", "bob", "");

        for (RoomPerson session : List.of(bob, other)) {
            session.refused(403, session.message("#tea", "plain"));
            session.refused(403, "{'action':'msg','time':1,'to':'#tea','message':'without from'}");
            session.refused(403, session.message("#TEA", "spelled").replace(",", ",\n"));
            session.refused(403, "{'action':'msg','time':1,'to':'#tea','message':'of course','me':true,'keep':false}");
        }

        alice.notTold("\"action\":\"msg\"");
        assertThat(alice.granted(about("history", "#tea", ""))).contains("Messages: 0.");
        assertThat(bob.say("alice", "to you alone")).contains("\"response\":200");
    }

    @Test
    void in_a_moderated_room_only_those_speak_who_have_voice() {
        RoomPerson guest = scene.guest("guest").join("#tea");
        RoomPerson member = scene.account("member").join("#tea");
        RoomPerson speaker = scene.guest("speaker").join("#tea");
        RoomPerson moderator = scene.account("moderator").join("#tea");
        alice.change("#tea", "'moderated':true").grant("#tea", "member", "member");
        alice.grant("#tea", "speaker", "voice").grant("#tea", "moderator", "moderator");

        guest.refused(403, guest.message("#tea", "hi"), "Only those with voice may speak in #tea: ask a moderator.");
        member.refused(403, member.message("#tea", "hi"));
        for (RoomPerson person : List.of(speaker, moderator, alice)) {
            assertThat(person.say("#tea", "hi")).contains("\"reached\":4");
        }
        moderator.order("mute", "#tea", "speaker", "");
        speaker.refused(403, speaker.message("#tea", "hi"), "You are muted in #tea.");
        alice.change("#tea", "'moderated':false");
        assertThat(guest.say("#tea", "hi")).contains("\"response\":200");
    }

    @Test
    void nobody_is_given_anything_who_is_banned() {
        scene.withAccounts("bob");
        alice.order("ban", "#tea", "bob", "");

        for (String request :
                List.of(about("invite", "#tea", "bob", ""), about("grant", "#tea", "bob", ",'role':'moderator'"))) {
            alice.refused(403, request, "bob is banned from #tea: unban them first.");
        }
        assertThat(alice.roles("#tea")).hasSize(2);
    }

    @Test
    void a_moderator_cannot_lift_its_own_mute() {
        RoomPerson bob = scene.account("bob");
        alice.join("#tea").grant("#tea", "bob", "moderator");
        bob.join("#tea");
        alice.order("mute", "#tea", "bob", "");

        bob.refused(403, about("unmute", "#tea", "bob", ""), "only owners may do that");
    }
}

package chat.jim.server;

import static chat.jim.server.RoomPerson.about;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 13: who may not enter a private room cannot tell it from one that there is not. */
@Timeout(60)
class PrivateRoomTest {
    @AutoClose
    private final RoomScene scene = new RoomScene();

    private final RoomPerson alice = scene.account("alice");
    private final RoomPerson member = scene.guest("member");
    private final RoomPerson outside = scene.account("outside");

    PrivateRoomTest() {
        alice.join("#secret").change("#secret", "'private':true,'topic':'green only'");
        alice.order("invite", "#secret", "member", "");
        member.join("#secret");
        alice.say("#secret", "tea");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'msg','to':'#secret','message':'hi'",
                "'msg','to':'#secret','from':'outside','message':'hi'",
                "'msg','to':'#SECRET','message':'hi','keep':false",
                "'leave','room':'#secret'",
                "'who','room':'#secret'",
                "'who','room':'#secret','statuses':true",
                "'who','room':'#secret','roles':true",
                "'history','room':'#secret'",
                "'history','room':'#secret','after':1,'raw':true",
                "'mark','room':'#secret'",
                "'mark','room':'#secret','id':1763700000000000",
                "'search','room':'#secret','text':'tea'",
                "'room','room':'#secret'",
                "'room','room':'#secret','topic':'mine'",
                "'room','room':'#secret','private':false",
                "'invite','room':'#secret','user_id':'outside'",
                "'invite','room':'#secret','user_id':'nobody'",
                "'grant','room':'#secret','user_id':'alice','role':'voice'",
                "'revoke','room':'#secret','user_id':'alice','role':'owner'",
                "'kick','room':'#secret','user_id':'alice','reason':'spam'",
                "'kick','room':'#secret','user_id':'nobody'",
                "'ban','room':'#secret','user_id':'alice','seconds':60",
                "'unban','room':'#secret','user_id':'alice'",
                "'mute','room':'#secret','user_id':'alice'",
                "'unmute','room':'#secret','user_id':'alice'"
            })
    void every_request_is_answered_word_for_word_as_if_there_were_none(String request) {
        String ofSecret = outside.ask("{'time':1,'action':" + request + "}");
        String ofNone = outside.ask("{'time':1,'action':" + request.replaceAll("(?i)#secret", "#nowhere") + "}");

        assertThat(ofSecret).startsWith("{\"response\":404,");
        assertThat(ofSecret.replaceAll("(?i)#secret", "#nowhere")).isEqualTo(ofNone);
        alice.notTold("hi");
        assertThat(alice.described("#secret")).contains("green only", "private");
    }

    @Test
    void a_join_is_answered_as_a_message_to_an_unknown_room_is() {
        String unknown = outside.ask(outside.message("#nowhere", "hi")).replace("#nowhere", "#secret");
        for (String more : List.of("", ",'quiet':true", ",'ids':true", ",'about':true")) {
            assertThat(outside.ask(about("join", "#secret", more))).isEqualTo(unknown);
        }
        alice.notTold("outside");
    }

    @Test
    void it_is_in_no_list_and_no_answer_about_people() {
        RoomPerson guest = scene.guest("guest");
        for (String request : List.of(
                "{'action':'rooms','time':1}",
                "{'action':'rooms','time':1,'topics':true}",
                "{'action':'whois','time':1,'user_id':'alice'}",
                "{'action':'search','time':1,'text':'tea'}")) {
            for (RoomPerson person : List.of(outside, guest)) {
                assertThat(person.list(request)).noneMatch(part -> part.contains("#secret"));
            }
        }
        assertThat(guest.ask("{'action':'rooms','time':1}")).contains("Rooms: 0.");
        for (RoomPerson person : List.of(alice, member)) {
            assertThat(person.list("{'action':'rooms','time':1}")).anyMatch(part -> part.contains("#secret"));
            assertThat(person.list("{'action':'rooms','time':1,'topics':true}"))
                    .anyMatch(part -> part.contains("\"room\":\"#secret\",\"members\":2,\"topic\":\"green only\""));
        }
    }

    @Test
    void who_is_banned_from_it_cannot_tell_either() {
        alice.order("ban", "#secret", "outside", "");
        alice.order("ban", "#secret", "member", "");

        for (RoomPerson person : List.of(outside, member)) {
            person.refused(404, about("join", "#secret", ""), "There is no room #secret");
            person.refused(404, person.message("#secret", "hi"), "There is no room #secret");
        }
    }

    @Test
    void who_is_invited_enters_and_each_session_is_told() {
        RoomPerson second = scene.also("outside");

        alice.order("invite", "#secret", "OUTSIDE", "");

        outside.told("\"alice invites you to #secret\"}");
        second.told("\"alice invites you to #secret\"}");
        assertThat(second.granted(about("join", "#secret", ",'about':true"))).contains("\"role\":\"member\"");
        assertThat(outside.say("#secret", "hi")).contains("\"reached\":2");
    }

    @Test
    void who_is_offline_is_told_at_the_next_login_once() {
        outside.quit();
        alice.order("invite", "#secret", "outside", "");
        alice.order("invite", "#secret", "outside", "");

        RoomPerson back = scene.login("outside");
        back.told("alice invites you to #secret");
        back.notTold("invites");
        back.quit();
        RoomPerson again = scene.login("outside");
        again.notTold("invites");
        again.join("#secret");
    }

    @Test
    void an_invitation_that_was_taken_back_is_not_told() {
        outside.quit();
        alice.order("invite", "#secret", "outside", "");
        alice.order("revoke", "#secret", "outside", ",'role':'member'");

        RoomPerson back = scene.login("outside");
        back.notTold("invites");
        back.refused(404, about("join", "#secret", ""));
    }

    @Test
    void the_invitation_of_a_guest_ends_with_the_connection() {
        RoomPerson guest = scene.guest("guest");
        alice.order("invite", "#secret", "guest", "");
        guest.told("alice invites you to #secret");
        guest.quit();

        RoomPerson other = scene.guest("guest");
        other.refused(404, about("join", "#secret", ""));
        other.refused(404, about("room", "#secret", ""));
    }

    @Test
    void who_is_in_a_room_that_becomes_private_may_come_back_and_who_was_there_before_may_not() {
        alice.join("#tea");
        outside.join("#tea");
        member.join("#tea").leave("#tea");
        alice.change("#tea", "'private':true");

        outside.leave("#tea").join("#tea");
        member.refused(404, about("join", "#tea", ""));
        alice.change("#tea", "'private':false");
        member.join("#tea");
        assertThat(member.described("#tea")).doesNotContain("\"role\"");
    }

    @Test
    void nobody_outside_hears_what_is_said_in_it_and_who_has_left_reads_nothing_of_it() {
        member.leave("#secret");
        alice.order("revoke", "#secret", "member", ",'role':'member'");
        alice.say("#secret", "psst");

        member.notTold("psst");
        member.refused(404, about("history", "#secret", ""));
        outside.notTold("psst");
    }
}

package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 13: who somebody is, and what is not told of those who have it off. */
@Timeout(60)
class WhoisTest {
    private static final long LATER = TestServer.NOW + 17;

    @AutoClose
    private final RoomScene scene = new RoomScene();

    private final RoomPerson alice = scene.account("alice");

    private static String about(String name) {
        return "{'action':'whois','time':1,'user_id':'" + name + "'}";
    }

    private static void presence(RoomPerson person, String more) {
        person.granted("{'action':'presence','time':1,'user':{'account_name':'" + person.name() + "'" + more + "}}");
    }

    private void expect(String name, String singleQuoted) {
        assertThat(alice.granted(about(name))).isEqualTo(RawClient.json(singleQuoted));
    }

    @Test
    void an_account_and_a_guest_are_told_apart() {
        scene.account("Bob");
        scene.guest("guest");
        scene.pass(Duration.ofSeconds(17));

        expect(
                "bob",
                "{'response':200,'time':" + LATER
                        + ",'alert':'Bob is online.','registered':true,'since':1763700000,'idle':17}");
        expect(
                "GUEST",
                "{'response':200,'time':" + LATER
                        + ",'alert':'guest is online as a guest.','registered':false,'since':1763700000,'idle':17}");
        alice.refused(404, about("nobody"), "There is no account nobody, and nobody online is called so");
    }

    @Test
    void presences_and_questions_about_others_are_no_sign_of_being_active_and_a_message_is() {
        RoomPerson bob = scene.account("bob");
        scene.pass(Duration.ofSeconds(17));
        presence(bob, "");
        presence(bob, ",'status':'at home'");
        assertThat(alice.granted(about("bob"))).contains("\"idle\":17}");

        bob.say("alice", "hi");

        assertThat(alice.granted(about("bob"))).contains("\"idle\":0}");
        scene.pass(Duration.ofSeconds(5));
        assertThat(alice.granted(about("bob"))).contains("\"idle\":5}");
    }

    @Test
    void an_account_is_as_active_as_its_most_active_session_and_online_since_the_first() {
        RoomPerson first = scene.withAccounts("bob").also("bob");
        scene.pass(Duration.ofSeconds(10));
        RoomPerson second = scene.also("bob");
        scene.pass(Duration.ofSeconds(10));
        first.say("alice", "hi");
        scene.pass(Duration.ofSeconds(10));

        assertThat(alice.granted(about("bob"))).contains("\"since\":1763700000,\"idle\":10}");
        second.quit();
        assertThat(alice.granted(about("bob"))).contains("\"since\":1763700000");
    }

    @Test
    void the_rooms_are_those_that_both_are_in() {
        RoomPerson bob = scene.account("bob").join("#both").join("#also-both").join("#bobs");
        alice.join("#both").join("#also-both").join("#alices");

        assertThat(alice.list(about("bob"))).singleElement().asString().contains("\"list\":[\"#also-both\",\"#both\"]");
        assertThat(scene.guest("guest").list(about("bob"))).isEmpty();
        bob.leave("#both").leave("#also-both");
        assertThat(alice.list(about("bob"))).isEmpty();
    }

    @Test
    void the_status_comes_as_in_a_list() {
        RoomPerson bob = scene.account("bob");
        presence(bob, ",'status':'at home'");

        assertThat(alice.list(about("bob")))
                .containsExactly(RawClient.json(
                        "{'response':202,'time':1763700000," + "'user':{'account_name':'bob','status':'at home'}}"));
        presence(bob, ",'status':''");
        assertThat(alice.list(about("bob"))).isEmpty();
    }

    @Test
    void of_an_account_that_is_offline_it_is_told_when_it_was_online_also_after_a_restart() {
        scene.withAccounts("carol");
        RoomPerson bob = scene.account("bob");
        scene.pass(Duration.ofSeconds(17));
        bob.quit();
        scene.pass(Duration.ofSeconds(20));

        String seen = "\"alert\":\"bob is offline.\",\"registered\":true,\"seen\":" + LATER + "}";
        await().untilAsserted(() ->
                assertThat(alice.granted(about("bob"))).endsWith(seen)); // another server may know it later
        String answer = alice.granted(about("bob"));
        assertThat(alice.granted(about("carol"))).endsWith("\"alert\":\"carol is offline.\",\"registered\":true}");
        scene.restart(store -> {});
        assertThat(scene.login("alice").granted(about("bob"))).isEqualTo(answer);
    }

    @Test
    void who_was_online_when_the_server_stopped_was_seen_then() {
        scene.account("bob");
        scene.pass(Duration.ofSeconds(17));
        scene.restart(store -> {});

        assertThat(scene.login("alice").granted(about("bob"))).contains("\"seen\":" + LATER);
    }

    @Test
    void of_who_is_hidden_neither_is_told_until_it_says_otherwise() {
        RoomPerson bob = scene.account("bob");
        presence(bob, ",'hidden':true");
        presence(bob, "");
        assertThat(alice.granted(about("bob"))).contains("\"since\"").doesNotContain("idle");
        bob.quit();
        assertThat(alice.granted(about("bob"))).endsWith("\"registered\":true}");
        scene.restart(store -> {});

        RoomPerson again = scene.login("alice");
        assertThat(again.granted(about("bob"))).doesNotContain("seen");
        RoomPerson back = scene.login("bob");
        assertThat(again.granted(about("bob"))).doesNotContain("idle");
        presence(back, ",'hidden':false");
        assertThat(again.granted(about("bob"))).contains("\"idle\":0");
        back.quit();
        assertThat(again.granted(about("bob"))).contains("\"seen\"");
    }

    @Test
    void a_guest_can_be_hidden_while_it_is_there() {
        RoomPerson guest = scene.guest("guest");
        presence(guest, ",'hidden':true");
        assertThat(alice.granted(about("guest"))).doesNotContain("idle");
        guest.quit();
        alice.refused(404, about("guest"));

        scene.guest("guest");
        assertThat(alice.granted(about("guest"))).contains("\"idle\":0");
    }

    @Test
    void hidden_may_be_said_while_coming_online_and_is_passed_on_to_nobody() {
        RoomPerson guest = scene.connect("guest");
        presence(guest, ",'status':'here','hidden':true");

        assertThat(alice.granted(about("guest"))).doesNotContain("idle");
        for (String request : List.of("{'action':'who','time':1,'statuses':true}", about("guest"))) {
            assertThat(alice.list(request)).noneMatch(part -> part.contains("hidden"));
        }
    }

    @Test
    void of_an_operator_it_is_said() {
        scene.account("bob");
        scene.setOperator("bob", true);

        await().untilAsserted(() -> assertThat(alice.granted(about("bob"))).contains("\"operator\":true"));
        scene.setOperator("bob", false);
        await().untilAsserted(() -> assertThat(alice.granted(about("bob"))).doesNotContain("operator"));
    }
}

package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.protocol.Address;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: how the server treats peers of foreign dialects, apart from what it writes to them. */
class ForeignPeerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration PACE = Duration.ofMillis(50);

    @Test
    void a_peer_that_knows_no_probes_may_be_silent() {
        ServerConfig.Timeouts impatient = new ServerConfig.Timeouts(PACE, LONG, SHORT, SHORT);
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, impatient);
                RawClient anna = course(server, "anna")) {
            for (int i = 0; i < 2; i++) { // vera comes later than anna, and is dismissed after a shorter silence
                try (RawClient vera = server.connect().presence("vera")) {
                    assertThat(vera.receiveAll())
                            .anyMatch(line -> line.contains("probe"))
                            .last()
                            .asString()
                            .contains("\"response\":101", "silent for too long");
                }
                await().until(() -> !server.isOnline("vera"));
            }

            assertThat(server.isOnline("anna")).isTrue();
            anna.send(message("anna", "anna")).expectLine(message("anna", "anna"));
        }
    }

    @Test
    void a_peer_that_knows_no_notices_gets_none_when_the_server_goes_down() {
        TestServer server = TestServer.start();
        try (RawClient anna = course(server, "anna");
                RawClient boris = RawClient.bare(server.port());
                RawClient vera = server.online("vera")) {
            boris.send("{'action':'presence','time':1,'user':{'client_name':'boris'}}");
            boris.expectLine("{\"response\":200}");
            server.close();

            vera.expect(101);
            anna.expectEnd();
            boris.expectEnd();
        }
    }

    @Test
    void a_line_feed_after_a_hint_takes_the_hint_back() {
        try (TestServer server = TestServer.start();
                RawClient anna = course(server, "anna");
                RawClient vera = server.online("vera")) {
            vera.send("{'action':'join','time':1,'room':'#all'}").expect(200);
            anna.send("\n");
            vera.expect(100, "anna left #all");

            vera.msg("anna", "hi").expect(200);
            anna.expectLine("{'action':'msg','time':1,'to':'anna','from':'vera','message':'hi'}");
        }
    }

    @Test
    void a_peer_that_ends_objects_with_line_feeds_is_still_paced() {
        ServerConfig.Timeouts slow = new ServerConfig.Timeouts(Duration.ofMillis(500), LONG, LONG, LONG);
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, slow);
                RawClient anna = RawClient.bare(server.port());
                RawClient vera = server.online("vera")) {
            anna.send(presence("anna") + "\n\r")
                    .expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as anna.\"}");
            anna.send(message("anna", "anna") + "\n\r").expectLine(message("anna", "anna"));
            anna.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"Sent.\"}");
            vera.msg("anna", "\u0447").msg("anna", "2").msg("anna", "3").expect(200);

            anna.expectLine("{'action':'message','from':'vera','to':'anna','time':1,'mess_text':'\\u0447'}");
            anna.expectLine("{'action':'message','from':'vera','to':'anna','time':1,'mess_text':'2'}");
            anna.expectLine("{'action':'message','from':'vera','to':'anna','time':1,'mess_text':'3'}");
            assertThat(anna.wrongReads()).isZero();
        }
    }

    @Test
    void what_was_kept_for_an_account_comes_in_its_dialect_and_is_kept_no_longer() {
        try (TestServer server = TestServer.startWithMailbox(10).withAccount("anna", "s3cret");
                RawClient vera = server.online("vera")) {
            vera.msg("anna", "\u0447\u0430\u0439").expect(202);
            try (RawClient anna = quantity(server)) {
                anna.expectLine(
                        "{'action':'msg','time':1,'to':'anna','from':'vera','message':'\\u0447\\u0430\\u0439'}");
                await().until(() -> keptFor(server) == 0);
                vera.msg("anna", "2").expect(200);
                anna.expectLine("{'action':'msg','time':1,'to':'anna','from':'vera','message':'2'}");
            }
        }
    }

    private static long keptFor(TestServer server) {
        try (Store store = server.openStore()) {
            return store.mail()
                    .read(TestServer.key(store, Address.account("anna")), Place.START, 10)
                    .letters()
                    .size();
        }
    }

    @Test
    void a_peer_that_knows_no_notices_gets_none_when_a_contact_comes_online() {
        try (TestServer server =
                        TestServer.start().withAccount("anna", "s3cret").withAccount("vera", "v");
                RawClient anna = quantity(server)) {
            anna.send("{'action': 'add_contact', 'user_id': 'vera', 'time': '1'}")
                    .expectLine("{\"response\":200}");
            try (RawClient vera = server.connect().authenticate("vera", "v")) {
                vera.expect(200);
                vera.send("{'action':'add_contact','time':1,'user_id':'anna'}").expect(200);
            }
            try (RawClient vera = server.connect()) {
                await().untilAsserted(() -> assertThat(server.isOnline("vera")).isFalse());
                vera.authenticate("vera", "v").expect(200);
                vera.msg("anna", "here").expect(200);
                anna.expectLine("{'action':'msg','time':1,'to':'anna','from':'vera','message':'here'}");
            }
        }
    }

    @Test
    void guests_that_come_at_once_are_told_apart() {
        String guest = json("{'action': 'presence', 'time': 1.5, 'user': {'accaunt_name': 'Guest'}}");
        List<RawClient> programs = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            for (int i = 0; i < 8; i++) {
                programs.add(RawClient.bare(server.port()));
            }
            programs.forEach(program -> program.send(guest));
            programs.forEach(program -> answers.add(program.receive().replaceAll(".* as (.*)\\..*", "$1")));

            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "Guest", "Guest-2", "Guest-3", "Guest-4", "Guest-5", "Guest-6", "Guest-7", "Guest-8");
        } finally {
            programs.forEach(RawClient::close);
        }
    }

    @Test
    void a_peer_that_has_left_the_common_room_does_not_leave_it_again_when_it_goes_back_to_the_specification() {
        try (TestServer server = TestServer.start();
                RawClient anna = RawClient.bare(server.port())) {
            anna.send("{'action': 'presence', 'time': 1, 'user': {'account_name': 'anna'}}");
            anna.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as anna.\"}");
            anna.send(message("anna", "anna")).expectLine(message("anna", "anna"));
            anna.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"Sent.\"}");
            anna.send("{'action': 'leave', 'time': 1, 'room': '#all'}");
            anna.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"You left #all.\"}");

            anna.send("{'action':'msg','time':1,'to':'anna','from':'anna','message':'x'}");

            anna.expectLine("{'action':'msg','time':1,'to':'anna','from':'anna','message':'x'}");
            anna.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"Sent.\"}");
        }
    }

    @Test
    void once_a_hint_is_taken_back_an_object_may_show_another_dialect() {
        try (TestServer server = TestServer.start();
                RawClient anna = course(server, "anna");
                RawClient vera = server.online("vera")) {
            vera.send("{'action':'join','time':1,'room':'#all'}").expect(200);
            anna.send("\n");
            vera.expect(100, "anna left #all");
            anna.send("{'event': 'dance', 'time': 1}");
            anna.expectLine("{\"response\":400,\"time\":1763700000,\"error\":\"There is no action dance here.\"}");
            vera.expect(100, "anna joined #all");

            vera.msg("anna", "hi").expect(200);
            anna.expectLine("{'event':'message','from':'vera','to':'anna','time':1,'message_text':'hi'}");
        }
    }

    @Test
    void a_dialect_that_is_switched_off_is_not_spoken() {
        try (TestServer server = TestServer.startSpeaking(Dialects.named(List.of("event")));
                RawClient anna = RawClient.bare(server.port());
                RawClient boris = RawClient.bare(server.port())) {
            anna.send(presence("anna"));
            anna.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as anna.\"}");
            anna.send(message("anna", "anna"));
            anna.expectLine("{\"response\":400,\"time\":1763700000,\"error\":\"There is no action message here.\"}");
            boris.send(presence("boris").replace("action", "event"));
            boris.expectLine("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as boris.\"}");
        }
    }

    /** Comes online; a busy machine may take so long for it that a probe comes before the server knows its dialect. */
    private static RawClient course(TestServer server, String name) {
        RawClient program = RawClient.bare(server.port()).send(presence(name));
        String answer = program.receive();
        while (answer.contains("probe")) {
            answer = program.receive();
        }
        assertThat(answer).isEqualTo("{\"response\":200}");
        return program;
    }

    /** A program with an account. */
    private static RawClient quantity(TestServer server) {
        RawClient program = RawClient.bare(server.port());
        program.send("{'action': 'presence', 'time': '1', 'user': {'account_name': 'anna'}}");
        assertThat(program.receive()).startsWith("{\"response\":401,");
        program.send("{'action': 'authenticate', 'time': '1', 'user': {'account_name': 'anna', 'password': 's3cret'}}");
        return program.expectLine("{\"response\":200}");
    }

    private static String presence(String name) {
        return json("{'action': 'presence', 'time': 1.5, 'user': {'account_name': '" + name + "'}}");
    }

    private static String message(String from, String to) {
        return json(
                "{'action': 'message', 'from': '" + from + "', 'to': '" + to + "', 'time': 1.5, 'mess_text': 'note'}");
    }
}

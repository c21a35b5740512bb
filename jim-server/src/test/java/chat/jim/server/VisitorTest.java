package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.protocol.Address;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.dialect.PythonProgram;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: how the server treats those who speak another dialect, apart from what it says to them. */
class VisitorTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration PACE = Duration.ofMillis(50);

    @Test
    void who_knows_no_probes_may_be_silent() {
        ServerConfig.Timeouts impatient = new ServerConfig.Timeouts(PACE, LONG, SHORT, SHORT);
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, impatient);
                PythonProgram anna = course(server, "anna")) {
            for (int i = 0; i < 2; i++) { // whoever comes after anna, and is sent away, has been silent for less long
                try (RawClient vera = server.online("vera")) {
                    vera.expectProbe();
                    vera.expect(101, "silent for too long").expectEnd();
                }
                await().until(() -> !server.isOnline("vera"));
            }

            assertThat(server.isOnline("anna")).isTrue();
            anna.say(message("anna", "anna")).hear(message("anna", "anna"));
        }
    }

    @Test
    void who_knows_no_notices_is_not_told_that_the_server_goes() {
        TestServer server = TestServer.start();
        try (PythonProgram anna = course(server, "anna");
                PythonProgram boris = new PythonProgram(server.port());
                RawClient vera = server.online("vera")) {
            boris.say(json("{'action':'presence','time':1,'user':{'client_name':'boris'}}"));
            boris.hear("{\"response\":200}");
            server.close();

            vera.expect(101);
            anna.hearEnd();
            boris.hearEnd();
        }
    }

    @Test
    void whose_line_feed_comes_behind_a_hint_is_none() {
        try (TestServer server = TestServer.start();
                PythonProgram anna = course(server, "anna");
                RawClient vera = server.online("vera")) {
            vera.send("{'action':'join','time':1,'room':'#all'}").expect(200);
            anna.say("\n");
            vera.expect(100, "anna left #all");

            vera.msg("anna", "hi").expect(200);
            anna.hear(json("{'action':'msg','time':1,'to':'anna','from':'vera','message':'hi'}"));
        }
    }

    @Test
    void who_ends_objects_with_line_feeds_is_paced_all_the_same() {
        ServerConfig.Timeouts slow = new ServerConfig.Timeouts(Duration.ofMillis(500), LONG, LONG, LONG);
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, slow);
                PythonProgram anna = new PythonProgram(server.port());
                RawClient vera = server.online("vera")) {
            anna.say(presence("anna") + "\n\r")
                    .hear("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as anna.\"}");
            anna.say(message("anna", "anna") + "\n\r").hear(message("anna", "anna"));
            vera.msg("anna", "\u0447").msg("anna", "2").msg("anna", "3").expect(200);

            anna.hear(json("{'action':'message','from':'vera','to':'anna','time':1,'mess_text':'\\u0447'}"));
            anna.hear(json("{'action':'message','from':'vera','to':'anna','time':1,'mess_text':'2'}"));
            anna.hear(json("{'action':'message','from':'vera','to':'anna','time':1,'mess_text':'3'}"));
            assertThat(anna.crowded()).isZero();
        }
    }

    @Test
    void what_was_kept_for_an_account_comes_in_its_dialect_and_is_kept_no_longer() {
        try (TestServer server = TestServer.startWithMailbox(10).withAccount("anna", "s3cret");
                RawClient vera = server.online("vera")) {
            vera.msg("anna", "\u0447\u0430\u0439").expect(202);
            try (PythonProgram anna = quantity(server)) {
                anna.hear(
                        json("{'action':'msg','time':1,'to':'anna','from':'vera','message':'\\u0447\\u0430\\u0439'}"));
                await().until(() -> keptFor(server) == 0);
                vera.msg("anna", "2").expect(200);
                anna.hear(json("{'action':'msg','time':1,'to':'anna','from':'vera','message':'2'}"));
            }
        }
    }

    private static long keptFor(TestServer server) {
        try (Store store = server.openStore()) {
            return store.mail().read(Address.account("anna"), 0, 10).size();
        }
    }

    @Test
    void who_knows_no_notices_is_not_told_who_comes() {
        try (TestServer server =
                        TestServer.start().withAccount("anna", "s3cret").withAccount("vera", "v");
                PythonProgram anna = quantity(server)) {
            anna.say(json("{'action': 'add_contact', 'user_id': 'vera', 'time': '1'}"))
                    .hear("{\"response\":200}");
            try (RawClient vera = server.connect().authenticate("vera", "v")) {
                vera.expect(200);
                vera.send("{'action':'add_contact','time':1,'user_id':'anna'}").expect(200);
            }
            try (RawClient vera = server.connect()) {
                await().untilAsserted(() -> assertThat(server.isOnline("vera")).isFalse());
                vera.authenticate("vera", "v").expect(200);
                vera.msg("anna", "here").expect(200);
                anna.hear(json("{'action':'msg','time':1,'to':'anna','from':'vera','message':'here'}"));
            }
        }
    }

    @Test
    void guests_that_come_at_once_are_told_apart() {
        String guest = json("{'action': 'presence', 'time': 1.5, 'user': {'accaunt_name': 'Guest'}}");
        List<PythonProgram> programs = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try (TestServer server = TestServer.start()) {
            for (int i = 0; i < 8; i++) {
                programs.add(new PythonProgram(server.port()));
            }
            programs.forEach(program -> program.say(guest));
            programs.forEach(program -> answers.add(program.hear().replaceAll(".* as (.*)\\..*", "$1")));

            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            "Guest", "Guest-2", "Guest-3", "Guest-4", "Guest-5", "Guest-6", "Guest-7", "Guest-8");
        } finally {
            programs.forEach(PythonProgram::close);
        }
    }

    @Test
    void who_has_left_the_common_room_does_not_leave_it_again_when_it_goes_back_to_the_specification() {
        try (TestServer server = TestServer.start();
                PythonProgram anna = new PythonProgram(server.port())) {
            anna.say(json("{'event': 'presence', 'time': 1, 'user': {'account_name': 'anna'}}"));
            anna.hear("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as anna.\"}");
            anna.say(json("{'event': 'leave', 'time': 1, 'room': '#all'}{'action': 'who', 'time': 1}"));
            anna.hear("{\"response\":202,\"time\":1763700000,\"list\":[\"anna\"]}");
        }
    }

    @Test
    void what_was_a_hint_and_then_shown_otherwise_is_none_any_more() {
        try (TestServer server = TestServer.start();
                PythonProgram anna = course(server, "anna");
                RawClient vera = server.online("vera")) {
            anna.say(json("{'event': 'leave', 'time': 1, 'room': '#all'}\n{'event': 'dance', 'time': 1}"));
            anna.hear("{\"response\":400,\"time\":1763700000,\"error\":\"There is no action dance here.\"}");

            vera.msg("anna", "hi").expect(200);
            anna.hear(json("{'event':'message','from':'vera','to':'anna','time':1,'message_text':'hi'}"));
        }
    }

    @Test
    void a_dialect_that_is_switched_off_is_not_spoken() {
        try (TestServer server = TestServer.startSpeaking(Dialects.named(List.of("event")));
                PythonProgram anna = new PythonProgram(server.port());
                PythonProgram boris = new PythonProgram(server.port())) {
            anna.say(presence("anna"));
            anna.hear("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as anna.\"}");
            anna.say(message("anna", "anna"));
            anna.hear("{\"response\":400,\"time\":1763700000,\"error\":\"There is no action message here.\"}");
            boris.say(presence("boris").replace("action", "event"));
            boris.hear("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as boris.\"}");
        }
    }

    private static PythonProgram course(TestServer server, String name) {
        return new PythonProgram(server.port())
                .say(presence(name))
                .hear("{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as " + name + ".\"}");
    }

    /** One who has an account. */
    private static PythonProgram quantity(TestServer server) {
        PythonProgram program = new PythonProgram(server.port());
        program.say(json("{'action': 'presence', 'time': '1', 'user': {'account_name': 'anna'}}"));
        assertThat(program.hear()).startsWith("{\"response\":401,");
        program.say(json(
                "{'action': 'authenticate', 'time': '1', 'user': {'account_name': 'anna', 'password': 's3cret'}}"));
        return program.hear("{\"response\":200}");
    }

    private static String presence(String name) {
        return json("{'action': 'presence', 'time': 1.5, 'user': {'account_name': '" + name + "'}}");
    }

    private static String message(String from, String to) {
        return json(
                "{'action': 'message', 'from': '" + from + "', 'to': '" + to + "', 'time': 1.5, 'mess_text': 'note'}");
    }
}

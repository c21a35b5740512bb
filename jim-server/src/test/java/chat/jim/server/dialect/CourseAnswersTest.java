package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PROTOCOL.md, appendix: what came in as {@code course} hears {@code {"response":200}} for its presence, then data that it asks for,
 * and "nothing else ever": an answer more ends some of these programs.
 */
class CourseAnswersTest {
    @AutoClose
    private static final MixedCompany COMPANY = new MixedCompany();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'message', 'from': 'ME', 'to': 'ben', 'time': 1.5, 'mess_text': 'tea'}",
                "{'action': 'message', 'from': 'ME', 'to': 'lin', 'time': 1.5, 'message_text': 'tea'}",
                "{'action': 'message', 'from': 'ME', 'to': '#all', 'time': 1.5, 'mess_text': 'tea'}",
                "{'action': 'msg', 'from': 'ME', 'to': 'lin', 'time': 1.5, 'message': 'tea'}",
                "{'action': 'msg', 'to': '#all', 'time': 1, 'message': 'tea'}",
                "{'event': 'message', 'from': 'ME', 'to': 'lin', 'time': 1.5, 'message_text': 'tea'}",
                "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'ME'}}",
                "{'action': 'presence', 'time': 1, 'type': 'status', 'user': {'account_name': 'ME', 'status': 'here'}}",
                "{'action': 'authenticate', 'time': 1.5, 'user': {'account_name': 'ME'}}",
                "{'action': 'join', 'time': 1.5, 'room': '#tea'}",
                "{'action': 'leave', 'time': 1.5, 'room': '#tea'}"
            })
    void nothing_answers_what_is_done(String object) {
        for (String course : List.of("ann", "carl")) {
            COMPANY.say(course, "{'action': 'join', 'time': 1.5, 'room': '#tea'}");
            COMPANY.say(course, object.replace("ME", course));

            assertThat(COMPANY.heard()).as(course).doesNotContainKey(course);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 1000, textBlock = """
            {'action': 'msg', 'from': 'ME', 'to': 'nobody', 'time': 1.5, 'message': 'tea'} \
            | Nobody called nobody is online: check the name.
            {'action': 'message', 'from': 'ME', 'to': 'nobody', 'time': 1.5, 'mess_text': 'tea'} \
            | Nobody called nobody is online: check the name.
            {'action': 'message', 'from': 'ME', 'to': 'ben', 'time': 1.5} \
            | The field message is needed, and has to be a string.
            {'action': 'message', 'from': 'ME', 'to': 'ben', 'time': 1.5, 'mess_text': ''} \
            | The field message is empty: fill it in.
            {'action': 'message', 'from': 'ME', 'to': '#tea', 'time': 1.5, 'mess_text': 'tea'} \
            | There is no room #tea: check the name, or join to make it.
            {'action': 'presence', 'time': 1.5, 'user': {'account_name': 'else'}} \
            | You are online as ME: quit to change your name.
            {'action': 'presence', 'time': 1.5} \
            | The field account_name is needed, and has to be a string.
            {'action': 'register', 'time': 1.5, 'user': {'account_name': 'else', 'password': 'secret'}} \
            | You are online as ME: quit to change your name.
            {'action': 'leave', 'time': 1.5, 'room': '#tea'} \
            | You are not in #tea: see which rooms there are.
            {'action': 'join', 'time': 1.5} \
            | The field room is needed, and has to be a string.
            {'action': 'dance', 'time': 1.5} \
            | There is no action dance here.
            {'response': 200} \
            | Only servers send responses: send an action.
            {'action': 'probe', 'time': 1.5} \
            | Only servers probe: send a presence to show that you are here.
            {'time': 1.5} \
            | The field action is needed, and has to be a string.
            """)
    void what_is_refused_is_said_by_the_server_and_heard_by_nobody_else(String object, String sentence) {
        for (String course : List.of("ann", "carl")) {
            COMPANY.say(course, object.replace("ME", course));

            Map<String, List<String>> heard = COMPANY.heard();
            assertThat(heard).containsOnlyKeys(course);
            assertThat(heard.get(course))
                    .singleElement()
                    .asString()
                    .contains("\"from\":\"server\"", "\"to\":\"" + course + "\"", sentence.replace("ME", course))
                    .doesNotContain("response\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'action': 'who', 'time': 1.5, 'room': '#all'} \
            | {'response':202,'data_list':['ann','ben','carl','client','event','gui','gus','lin','spe']}
            {'action': 'rooms', 'time': 1.5}                         | {'response':202,'data_list':['#all']}
            {'action': 'get_contacts', 'time': 1.5}                  | {'response':202,'data_list':[]}
            {'action': 'add_contact', 'time': 1.5, 'user_id': '#all'}| {'response':200}
            {'action': 'del_contact', 'time': 1.5, 'user_id': '#all'}| {'response':200}
            """)
    void data_answers_who_asks_for_it(String object, String answer) {
        COMPANY.say("carl", object);

        assertThat(COMPANY.heard()).isEqualTo(Map.of("carl", List.of(json(answer))));
    }

    @Test
    void who_is_asked_for_by_the_commands_of_windows_is_answered_so_from_then_on() {
        Transcript.play("""
                anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                anna> {"action": "message", "from": "anna", "to": "anna", "time": 1.5, "mess_text": "note"}
                anna< {"action": "message", "from": "anna", "to": "anna", "time": 1.5, "mess_text": "note"}
                anna> {"action": "get_users", "time": 1.5, "account_name": "anna"}
                anna< {"response":202,"data_list":["anna"]}
                anna> {"action": "message", "from": "anna", "to": "nobody", "time": 1.5, "mess_text": "x"}
                anna< {"response":400,"error":"Nobody called nobody is online: check the name."}
                """);
    }

    @Test
    void who_is_refused_at_the_login_is_told_so_and_hung_up_on() {
        Transcript.play("""
                anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                late> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                late< {"response":400,"time":1763700000,"error":"The name anna is in use: choose another one."}
                late|
                server> {"action": "presence", "time": 1.5, "user": {"account_name": "server"}}
                server< {"response":400,"time":1763700000,"error":"The name server is reserved: choose another one."}
                server|
                """);
    }

    @Test
    void nobody_takes_the_name_of_the_server() {
        try (TestServer server = TestServer.start();
                RawClient line = server.connect()) {
            line.presence("server").expect(400, "reserved");
            line.presence("Server").expect(400, "reserved");
            line.register("SERVER", "secret-enough").expect(400, "reserved");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "maverick", "Guest", "me and you", ""})
    void a_wrong_name_is_replaced_by_the_true_one(String from) {
        for (String course : List.of("ann", "carl")) {
            COMPANY.say(
                    course,
                    "{'action': 'message', 'from': '" + from + "', 'to': 'lin', 'time': 1.5, 'mess_text': 'tea'}");

            assertThat(COMPANY.heard())
                    .isEqualTo(Map.of(
                            "lin",
                            List.of(json(
                                    "{'action':'msg','time':1,'to':'lin','from':'" + course + "','message':'tea'}"))));
        }
    }

    @Test
    void a_wrong_name_of_a_program_of_the_specification_is_refused() {
        COMPANY.say("spe", "{'action': 'msg', 'from': 'self', 'to': 'lin', 'time': 1, 'message': 'tea'}");

        assertThat(COMPANY.heard())
                .isEqualTo(Map.of(
                        "spe",
                        List.of(json("{'response':400,'time':1763700000,'error':"
                                + "'You are spe: put your own name in from, or leave it out.'}"))));
    }

    @Test
    void who_is_called_all_hears_what_is_for_all() {
        try (MixedCompany company = new MixedCompany()) {
            company.come("all", "{'action': 'presence', 'time': 1, 'user': {'account_name': 'all'}}");
            company.say("ann", "{'action': 'message', 'from': 'ann', 'to': 'all', 'time': 1.5, 'mess_text': 'tea'}");

            assertThat(company.heard()).containsOnlyKeys("all");
        }
    }

    @Test
    void who_has_left_the_common_room_is_in_it_again_when_it_writes_there() {
        Transcript.play("""
                anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                vera>> {"action":"join","time":1,"room":"#all"}
                vera< {"response":200,"time":1763700000,"alert":"You are in #all."}
                anna> {"action": "leave", "time": 1.5, "room": "#all"}
                vera< {"response":100,"time":1763700000,"alert":"anna left #all"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"nobody"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":0}
                anna> {"action": "message", "time": 1.5, "mess_text": "tea"}
                vera< {"response":100,"time":1763700000,"alert":"anna joined #all"}
                vera< {"action":"msg","time":1,"to":"#all","from":"anna","message":"tea"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"milk"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                anna< {"action":"message","time":1,"mess_text":"milk","sender":"vera","from":"vera"}
                """);
    }
}

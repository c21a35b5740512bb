package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, appendix: what each part of an object may be called, in "What it may write". */
class SynonymTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start(TestServer.EVERYBODY, MixedCompany.UNPACED);

    private static final String PRESENCE = "{'action': 'presence', 'time': 1.5, %s}";

    /** Anna is of the course, and writes to Vera, who reads the specification's form. */
    private static void isRead(String written, String read) {
        try (RawClient vera = SERVER.online("vera");
                RawClient anna = RawClient.bare(SERVER.port())) {
            anna.send(PRESENCE.formatted("'user': {'account_name': 'anna'}"));
            assertThat(anna.receive()).isEqualTo(json("{'response':200}"));
            anna.send(written);
            vera.expectLine(read);
            anna.send("{'action': 'quit'}").expectEnd();
            vera.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg", "message", "MESSAGE", "m", "Message"})
    void the_verb_of_a_message(String verb) {
        isRead(
                "{'action': '" + verb + "', 'from': 'anna', 'to': 'vera', 'time': 2.5, 'text': 'tea'}",
                "{'action':'msg','time':2,'to':'vera','from':'anna','message':'tea'}");
    }

    @Test
    void the_field_of_the_verb() {
        isRead(
                "{'event': 'message', 'from': 'anna', 'to': 'vera', 'time': 2.5, 'text': 'tea'}",
                "{'action':'msg','time':2,'to':'vera','from':'anna','message':'tea'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'from': 'anna'",
                "'sender': 'anna'",
                "'account_name': 'anna'",
                "'user': 'anna'",
                "'user_name': 'anna'",
                "'user': {'account_name': 'anna'}",
                "'user': {'name': 'anna'}",
                "'from': {'login': 'anna'}",
                "'header': {'Sender': 'Anna'}",
                "'from': 'anna', 'sender': 'ANNA'"
            })
    void the_sender(String sender) {
        isRead(
                "{'action': 'message', " + sender + ", 'to': 'vera', 'time': 2.5, 'text': 'tea'}",
                "{'action':'msg','time':2,'to':'vera','from':'anna','message':'tea'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"to", "recipient", "destination", "receiver", "to_user", "addressee", "To-User", "RECIPIENT"})
    void the_addressee(String field) {
        isRead(
                "{'action': 'message', 'from': 'anna', '" + field + "': 'vera', 'time': 2.5, 'text': 'tea'}",
                "{'action':'msg','time':2,'to':'vera','from':'anna','message':'tea'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'message': 'tea'",
                "'mess_text': 'tea'",
                "'message_text': 'tea'",
                "'msg_text': 'tea'",
                "'text': 'tea'",
                "'msg txt': 'tea'",
                "'Message-Text': 'tea'",
                "'message': {'text': 'tea'}",
                "'message': 'tea', 'text': 'tea'"
            })
    void the_text(String text) {
        isRead(
                "{'action': 'message', 'from': 'anna', 'to': 'vera', 'time': 2.5, " + text + "}",
                "{'action':'msg','time':2,'to':'vera','from':'anna','message':'tea'}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'time': 2           | 2
            'time': 2.9         | 2
            'time': '1700000000'| 1700000000
            'time': '07:57:10'  | 1763700000
            'time': null        | 1763700000
            'x': 1              | 1763700000
            """)
    void the_time(String written, long seconds) {
        isRead(
                "{'action': 'message', 'from': 'anna', 'to': 'vera', 'text': 'tea', " + written + "}",
                "{'action':'msg','time':" + seconds + ",'to':'vera','from':'anna','message':'tea'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'user': {'account_name': 'dora'}",
                "'user': {'username': 'dora'}",
                "'user': {'user_name': 'dora'}",
                "'user': {'login': 'dora'}",
                "'user': {'name': 'dora'}",
                "'user': {'Account Name': 'dora'}",
                "'account_name': 'dora'",
                "'client_name': 'dora'",
                "'accaunt_name': 'dora'",
                "'username': 'dora'",
                "'login': 'dora'",
                "'name': 'dora'",
                "'account': 'dora'",
                "'sender': 'dora'",
                "'from': 'dora'"
            })
    void the_name_at_the_login(String name) {
        try (RawClient dora = RawClient.bare(SERVER.port())) {
            dora.send(PRESENCE.formatted(name));
            assertThat(dora.receive()).isEqualTo(json("{'response':200}"));
            assertThat(SERVER.isOnline("dora")).isTrue();
            dora.send("{'action': 'quit'}").expectEnd();
        }
    }

    /** Their families say more to it, but the name is found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'user': {'client_name': 'eric'}",
                "'user': {'accaunt_name': 'eric'}",
                "'user': {'account': 'eric'}",
                "'user': 'eric'"
            })
    void the_name_at_the_login_of_other_families(String name) {
        try (RawClient eric = RawClient.bare(SERVER.port())) {
            eric.send(PRESENCE.formatted(name));
            assertThat(eric.receive()).startsWith(json("{'response':200"));
            assertThat(SERVER.isOnline("eric")).isTrue();
            eric.send("{'action': 'quit'}").receive();
            eric.expectEnd();
        }
    }

    @Test
    void the_verb_of_a_presence() {
        Transcript.play(SERVER, """
                fay> {"action": "presense", "time": 1.5, "user": {"account_name": "fay"}}
                fay< {"response":200}
                fay.
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit", "exit", "q", "leave"})
    void leaving(String verb) {
        Transcript.play(SERVER, """
                ina> {"action": "presence", "time": 1.5, "user": {"account_name": "ina"}}
                ina< {"response":200}
                ina> {"action": "VERB", "time": 1.5, "account_name": "ina"}
                ina|
                kay> {"event": "presence", "time": 1.5, "user": {"account_name": "kay"}}
                kay< {"response":200,"time":1763700000,"alert":"You are online as kay."}
                kay> {"event": "VERB", "time": 1.5}
                kay|
                lou> {"action": "presence", "time": 1.5, "user": {"client_name": "lou"}}
                lou< {"response":200}
                lou> {"action": "VERB", "time": 1.5}
                lou< {"response":200}
                lou|
                """.replace("VERB", verb));
    }

    @Test
    void leave_with_a_room_leaves_just_that() {
        Transcript.play(SERVER, """
                mia> {"action": "presence", "time": 1.5, "user": {"account_name": "mia"}}
                mia< {"response":200}
                mia> {"action": "leave", "time": 1.5, "room": "#all"}
                mia> {"action": "message", "from": "mia", "to": "mia", "time": 1.5, "text": "here"}
                mia< {"action": "message", "from": "mia", "to": "mia", "time": 1.5, "text": "here"}
                mia.
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'from': 'ona', 'sender': 'pat', 'to': 'ona', 'text': 'tea'   | This message has two senders: name one of them only.
            'from': 'ona', 'to': 'ona', 'recipient': 'pat', 'text': 'tea'| This message has two addressees: name one of them only.
            'from': 'ona', 'to': 'ona', 'text': 'tea', 'message': 'milk' | This message has two texts: name one of them only.
            """)
    void two_different_ones_are_refused(String members, String sentence) {
        try (RawClient ona = RawClient.bare(SERVER.port())) {
            ona.send("{'event': 'presence', 'time': 1.5, 'user': {'account_name': 'ona'}}");
            assertThat(ona.receive()).startsWith("{\"response\":200");
            ona.send("{'event': 'message', 'time': 1.5, " + members + "}");
            assertThat(ona.receive()).isEqualTo(json("{'response':400,'time':1763700000,'error':'" + sentence + "'}"));
            ona.send("{'event': 'exit'}").expectEnd();
        }
    }
}

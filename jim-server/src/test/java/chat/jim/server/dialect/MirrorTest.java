package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * PROTOCOL.md, appendix: "Once it has written, it gets its own last message back with another sender, time and text: the same
 * verb, keys and nesting."
 */
class MirrorTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start(TestServer.EVERYBODY, MixedCompany.UNPACED);

    /** What Anna writes to Vera, and what she hears then when Vera writes to her. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 1000, textBlock = """
            {'action': 'MESSAGE', 'sender': 'anna', 'destination': 'vera', 'message_text': 'x', 'time': 1.5} \
            | {'action':'MESSAGE','sender':'vera','destination':'anna','message_text':'tea','time':2}
            {'action': 'm', 'time': 1.5, 'from': 'anna', 'to': 'vera', 'text': 'x'} \
            | {'action':'m','time':2,'from':'vera','to':'anna','text':'tea'}
            {'action': 'msg', 'time': 1.5, 'from': 'anna', 'to': 'vera', 'msg_text': 'x'} \
            | {'action':'msg','time':2,'from':'vera','to':'anna','msg_text':'tea'}
            {'action': 'msg', 'time': 1.5, 'to': 'vera', 'from': 'anna', 'encoding': 'ascii', 'message': 'x'} \
            | {'action':'msg','time':2,'to':'anna','from':'vera','encoding':'ascii','message':'tea'}
            {'action': 'message', 'time': 1.5, 'to': 'vera', 'user': {'account_name': 'anna'}, 'mess_text': 'x'} \
            | {'action':'message','time':2,'to':'anna','user':{'account_name':'vera'},'mess_text':'tea','sender':'vera','from':'vera'}
            {'action': 'message', 'header': {'to': 'vera', 'from': 'anna'}, 'body': {'text': 'x', 'n': 1}, 'time': 1.5} \
            | {'action':'message','header':{'to':'anna','from':'vera'},'body':{'text':'tea','n':1},'time':2,'sender':'vera','from':'vera'}
            {'action': 'message', 'from': 'anna', 'to': ['vera'], 'text': 'x'} \
            | {'action':'message','from':'vera','text':'tea','to':'anna'}
            {'event': 'message', 'to': 'vera', 'text': 'x', 'encoding': 'utf-8', 'mood': 'good'} \
            | {'event':'message','to':'anna','text':'tea','encoding':'utf-8','mood':'good','sender':'vera','from':'vera'}
            {'action': 'message', 'from': 'maverick', 'to': 'vera', 'time': 1.5, 'mess_text': 'x', 'user': 'maverick'} \
            | {'action':'message','from':'vera','to':'anna','time':2,'mess_text':'tea','user':'vera'}
            {'action': 'message', 'user_name': 'anna', 'to': 'vera', 'text': 'x'} \
            | {'action':'message','to':'anna','text':'tea','sender':'vera','user_name':'vera','from':'vera'}
            {'action': 'message', 'from': 'anna', 'to': null, 'time': 1.5, 'mess_text': 'x'} \
            | {'action':'message','from':'vera','to':'anna','time':2,'mess_text':'tea'}
            {'action': 'message', 'from': 'anna', 'to': '', 'recipient': 'vera', 'time': 1.5, 'mess_text': 'x'} \
            | {'action':'message','from':'vera','to':'anna','time':2,'mess_text':'tea','recipient':'anna'}
            {'action': 'message', 'from': 'anna', 'time': 1.5, 'mess_text': 'x', 'message': 'x'} \
            | {'action':'message','from':'vera','time':2,'mess_text':'tea','message':'tea'}
            """)
    void what_one_writes_is_how_one_is_written_to(String written, String read) {
        try (RawClient vera = SERVER.online("vera").join("#all");
                RawClient anna = RawClient.bare(SERVER.port())) {
            anna.send("{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'anna'}}");
            assertThat(anna.receive()).isEqualTo(json("{'response':200}"));
            vera.expect(100);
            anna.send(written);
            vera.expectMessage("anna", "x");
            vera.send("{'action':'msg','time':2,'to':'anna','message':'tea'}");
            assertThat(anna.receive()).isEqualTo(json(read));
            anna.send("{'action': 'quit'}").expectEnd();
            vera.quit();
        }
    }

    @Test
    void what_was_written_last_counts() {
        Transcript.play(SERVER, """
                anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                anna> {"action": "m", "to": "vera", "text": "one"}
                vera< {"action":"msg","time":1763700000,"to":"vera","from":"anna","message":"one"}
                anna> {"action": "msg", "to": "vera", "from": "anna", "time": 1.5, "message": "two"}
                vera< {"action":"msg","time":1,"to":"vera","from":"anna","message":"two"}
                vera>> {"action":"msg","time":1,"to":"anna","message":"three"}
                vera< {"response":200,"time":1763700000,"alert":"Sent."}
                anna< {"action":"msg","to":"anna","from":"vera","time":1,"message":"three"}
                anna> {"action": "MESSAGE", "to": "vera", "text": "four"}
                vera< {"action":"msg","time":1763700000,"to":"vera","from":"anna","message":"four"}
                anna> {"action": "MESSAGE", "to": "nobody", "text": "five"}
                anna< {"action":"MESSAGE","to":"anna","text":"Nobody called nobody is online: check the name.","sender":"server","from":"server"}
                """);
    }

    /** They differ in what is no part of a message, and each gets its own. */
    @Test
    void what_one_has_put_in_besides_is_not_passed_on_to_another_form() {
        Transcript.play(SERVER, """
                anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                boris> {"action": "presence", "time": 1.5, "user": {"account_name": "boris"}}
                boris< {"response":200}
                boris> {"action": "m", "to": "boris", "text": "note", "mood": "good"}
                boris< {"action":"m","to":"boris","text":"note","mood":"good","sender":"boris","from":"boris"}
                anna> {"action": "message", "to": "boris", "text": "one", "colour": "red"}
                boris< {"action":"m","to":"boris","text":"one","mood":"good","sender":"anna","from":"anna"}
                boris> {"action": "m", "to": "anna", "text": "two", "mood": "bad"}
                anna< {"action":"message","to":"anna","text":"two","colour":"red","sender":"boris","from":"boris"}
                """);
    }

    /** It would be taken for an order about the message. */
    @Test
    void a_deed_is_not_repeated() {
        Transcript.play(SERVER, """
                anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                anna> {"action": "message", "to": "nobody", "text": "note", "me": true}
                anna< {"action":"message","to":"anna","text":"Nobody called nobody is online: check the name.","sender":"server","from":"server"}
                """);
    }
}

package chat.jim.server.dialect;

import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, appendix: what comes in no dialect's form is read all the same where it can be, and never passed on so.
 */
class OddFormsTest {
    /** Boris has shown the form of his messages by a note to himself. */
    private static final String ONLINE = """
            anna> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
            anna< {"response":200}
            boris> {"action": "presence", "time": 1.5, "user": {"account_name": "boris"}}
            boris< {"response":200}
            boris> {"action": "message", "from": "boris", "to": "boris", "time": 1.5, "mess_text": "note"}
            boris< {"action": "message", "from": "boris", "to": "boris", "time": 1.5, "mess_text": "note"}
            """;

    @Test
    void a_message_that_names_nobody_is_written_anew_with_its_sender() {
        Transcript.play(ONLINE + """
                anna> {"action": "message", "to": "boris", "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"anna","to":"boris","time":2,"mess_text":"a"}
                """);
    }

    @Test
    void a_message_that_names_its_sender_elsewhere_is_written_anew() {
        Transcript.play(ONLINE + """
                anna> {"action": "message", "account_name": "anna", "to": "boris", "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"anna","to":"boris","time":2,"mess_text":"a"}
                """);
    }

    /** Python shows a list much like a name. */
    @Test
    void nobody_is_named_by_a_list() {
        Transcript.play(ONLINE + """
                anna> {"action": "message", "from": ["carol"], "account_name": "anna", "to": "boris", "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"anna","to":"boris","time":2,"mess_text":"a"}
                """);
    }

    @Test
    void what_the_reader_would_not_know_is_written_anew() {
        Transcript.play("""
                one> {"action": "presence", "time": 1.5, "user": {"accaunt_name": "one"}}
                one< {"response":200,"time":1763700000,"alert":"You are online as one."}
                two> {"action": "presence", "time": 1.5, "user": {"accaunt_name": "two"}}
                two< {"response":200,"time":1763700000,"alert":"You are online as two."}
                one> {"action": "message", "from": "one", "to": "two", "time": 2.5, "message": "a"}
                one< {"response":200,"time":1763700000,"alert":"Sent."}
                two< {"action":"msg","time":2,"to":"two","from":"one","message":"a"}
                one> {"action": "msg", "from": "one", "time": 3.5, "message": "b"}
                one< {"response":200,"time":1763700000,"alert":"Sent."}
                two< {"action":"msg","time":3,"to":"#all","from":"one","message":"b"}
                """);
    }

    @Test
    void what_the_reader_of_events_would_not_know_is_written_anew() {
        Transcript.play("""
                one> {"event": "presence", "time": 1.5, "user": {"account_name": "one"}}
                one< {"response":200,"time":1763700000,"alert":"You are online as one."}
                two> {"event": "presence", "time": 1.5, "user": {"account_name": "two"}}
                two< {"response":200,"time":1763700000,"alert":"You are online as two."}
                one> {"event": "msg", "from": "one", "to": "two", "time": 2.5, "message": "a"}
                two< {"event":"message","from":"one","to":"two","time":2,"message_text":"a"}
                """);
    }

    /** Whatever is put into it to make it look like a presence. */
    @Test
    void a_message_in_another_form_that_names_a_user_is_written_anew() {
        Transcript.play("""
                one> {"action": "presence", "time": 1.5, "user": {"client_name": "one"}}
                one< {"response":200}
                two> {"action": "presence", "time": 1.5, "user": {"client_name": "two"}}
                two< {"response":200}
                one> {"action": "message", "from": "one", "to": "two", "time": 2.5, "message": "a", "user": {"client_name": "one"}}
                one< {"response":200}
                two< {"action":"msg","time":2,"to":"two","from":"one","message":"a"}
                """);
    }

    @Test
    void an_object_on_several_lines_is_passed_on_in_one() {
        Transcript.play(ONLINE + """
                anna> {"action": "message", NEWLINE "from": "anna", NEWLINE "to": "boris", NEWLINE "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"anna","to":"boris","time":2,"mess_text":"a"}
                """);
    }

    @Test
    void nobody_speaks_in_the_name_of_another_in_any_form() {
        Transcript.play(ONLINE + """
                anna> {"action": "message", "from": "boris", "to": "boris", "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"anna","to":"boris","time":2,"mess_text":"a"}
                anna> {"event": "message", "from": "boris", "to": "boris", "time": 2.5, "message_text": "b"}
                boris< {"action":"message","from":"anna","to":"boris","time":2,"mess_text":"b"}
                anna> {"action": "message", "from": "anna", "user": {"name": "boris"}, "to": "boris", "time": 2.5, "mess_text": "c"}
                anna< {"action":"message","from":"server","to":"anna","time":1763700000,"mess_text":"This message has two senders: name one of them only.","user":{"name":"server"}}
                vera> {"action":"presence","time":1,"type":"status","user":{"client_name":"vera"}}
                vera< {"response":200}
                vera> {"action":"msg","time":1,"from":"boris","to":"anna","message":"d"}
                vera< {"response":400,"error":"You are vera: put your own name in from, or leave it out."}
                """);
    }

    /** Python shows nothing of it to a reader, but the server takes each for what it is. */
    @Test
    void what_means_nothing_is_refused_and_the_connection_goes_on() {
        Transcript.play(ONLINE + """
                boris> {"action": "message", "from": "boris", "from": "anna", "to": "boris", "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"server","to":"boris","time":1763700000,"mess_text":"The field from appears twice: send it once."}
                boris> {"action": "message", "from": "boris", "to": "a b", "time": 2.5, "mess_text": "a"}
                boris< {"action":"message","from":"server","to":"boris","time":1763700000,"mess_text":"This name is not allowed: use letters of one script, digits, _, - and ., and begin with a letter, a digit or _."}
                boris> {"response": 200}
                boris< {"action":"message","from":"server","to":"boris","time":1763700000,"mess_text":"Only servers send responses: send an action."}
                anna> {"action": "message", "from": "anna", "to": "boris", "time": 1e300, "mess_text": "a"}
                boris< {"action": "message", "from": "anna", "to": "boris", "time": 1e300, "mess_text": "a"}
                """);
    }
}

package chat.jim.server.dialect;

import chat.jim.server.TestServer;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, sections 3 to 7 and 10, hold for who speaks the specification's dialect, whatever others may do. */
class StrictnessTest {
    @Test
    void what_no_dialect_has_is_refused_to_who_has_shown_none() {
        Transcript.play("""
                vera>> {"action":"msg","time":1,"to":"vera","message":"x"}
                vera< {"response":401,"time":1763700000,"error":"Come online first: send a presence with your name."}
                vera>> {"action":"presence","time":1,"user":"vera"}
                vera< {"response":400,"time":1763700000,"error":"The field account_name is needed, and has to be a string."}
                vera>> {"action":"presence","time":1,"user":{"account":"vera"}}
                vera< {"response":400,"time":1763700000,"error":"The field account_name is needed, and has to be a string."}
                vera>> {"action":"presence","user":{"account_name":"vera"}}
                vera< {"response":400,"time":1763700000,"error":"The field time is needed, and has to be a number of UNIX seconds."}
                vera>> {"action":"authenticate","time":1,"user":{"account_name":"vera"}}
                vera< {"response":400,"time":1763700000,"error":"The field password is needed, and has to be a string."}
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                vera>> {"action":"message","time":1,"from":"vera","to":"vera","message":"x"}
                vera< {"response":400,"time":1763700000,"error":"There is no action message here."}
                vera>> {"action":"msg","time":1,"to":"#","message":"x"}
                vera< {"response":400,"time":1763700000,"error":"This name is not allowed: use letters of one script, digits, _, - and ., and begin with a letter, a digit or _."}
                vera>> {"action":"msg","time":1,"to":"#all","message":"x"}
                vera< {"response":404,"time":1763700000,"error":"There is no room #all: check the name, or join to make it."}
                vera>> {"action":"msg","time":1,"message":"x"}
                vera< {"response":400,"time":1763700000,"error":"The field to is needed, and has to be a string."}
                vera>> {"action":"get_contacts","time":1}
                vera< {"response":403,"time":1763700000,"error":"Contacts are kept for accounts, and you are a guest: register first."}
                vera>> {"action":"exit","time":1}
                vera< {"response":400,"time":1763700000,"error":"There is no action exit here."}
                """);
    }

    @Test
    void a_name_that_is_taken_is_409_and_the_connection_goes_on() {
        try (TestServer server = TestServer.start().withAccount("anna", "s3cret")) {
            Transcript.play(server, """
                    one>> {"action":"presence","time":1.5,"user":{"account_name":"Guest"}}
                    one< {"response":200,"time":1763700000,"alert":"You are online as Guest."}
                    two>> {"action":"presence","time":1.5,"user":{"account_name":"Guest"}}
                    two< {"response":409,"time":1763700000,"error":"The name Guest is in use: choose another one."}
                    two>> {"action": "presence", "time": 1.5, "user": {"account_name": "anna"}}
                    two< {"response":401,"time":1763700000,"error":"The name anna has an account: authenticate if it is yours, or choose another name."}
                    two>> {"action":"presence","time":1,"user":{"account_name":"two"}}
                    two< {"response":200,"time":1763700000,"alert":"You are online as two."}
                    """);
        }
    }

    /** One that writes as Python does, but not as the course has it. */
    @Test
    void python_alone_makes_no_dialect() {
        Transcript.play("""
                one> {"action": "presence", "time": 1700000000, "user": {"account_name": "one"}}
                one< {"response":200,"time":1763700000,"alert":"You are online as one."}
                two> {"action": "presence", "time": 1700000000, "user": {"account_name": "one"}}
                two< {"response":409,"time":1763700000,"error":"The name one is in use: choose another one."}
                two> {"action": "presence", "time": 1700000000.5, "type": "status", "user": {"account_name": "two", "status": "here"}}
                two< {"response":200,"time":1763700000,"alert":"You are online as two."}
                two> {"action": "msg", "time": 1700000000.5, "to": "one", "from": "two", "message": "x"}
                two< {"response":200,"time":1763700000,"alert":"Sent."}
                one< {"action": "msg", "time": 1700000000.5, "to": "one", "from": "two", "message": "x"}
                two> {"action": "message", "time": 1700000000.5, "to": "one", "from": "two", "message": "x"}
                two< {"response":400,"time":1763700000,"error":"There is no action message here."}
                """);
    }

    @Test
    void who_came_in_as_the_course_and_writes_as_the_specification_has_it_is_written_to_so_and_hears_no_answer() {
        Transcript.play("""
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                vera>> {"action":"join","time":1,"room":"#all"}
                vera< {"response":201,"time":1763700000,"alert":"You made #all."}
                anna> {"action": "presence", "time": 1700000000.5, "user": {"account_name": "anna"}}
                anna< {"response":200}
                vera< {"response":100,"time":1763700000,"alert":"anna joined #all"}
                vera>> {"action":"msg","time":1,"to":"anna","message":"one"}
                vera< {"response":200,"time":1763700000,"alert":"Sent."}
                anna< {"action":"message","time":1,"from":"vera","to":"anna","mess_text":"one","message_text":"one","sender":"vera","destination":"anna","message":"one","recipient":"anna","user":{"account_name":"vera"}}
                anna> {"action": "msg", "time": 1700000000.5, "to": "vera", "from": "anna", "message": "two"}
                vera< {"action":"msg","time":1700000000,"to":"vera","from":"anna","message":"two"}
                vera>> {"action":"msg","time":1,"from":"vera","to":"#all","message":"three"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                anna< {"action":"msg","time":1,"to":"anna","from":"vera","message":"three"}
                vera>> {"action":"msg","time":1,"from":"vera","to":"anna","message":"four"}
                vera< {"response":200,"time":1763700000,"alert":"Sent."}
                anna< {"action":"msg","time":1,"to":"anna","from":"vera","message":"four"}
                anna> {"action": "join", "time": 1700000000.5, "room": "#tea"}
                anna> {"action": "msg", "time": 1700000000.5, "to": "vera", "from": "anna", "message": "five"}
                vera< {"action":"msg","time":1700000000,"to":"vera","from":"anna","message":"five"}
                anna> {"action": "msg", "time": 1700000000.5, "to": "carl", "from": "anna", "message": "six"}
                anna< {"action":"msg","time":1763700000,"to":"anna","from":"server","message":"Nobody called carl is online: check the name."}
                """);
    }
}

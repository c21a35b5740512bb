package chat.jim.server.dialect;

import chat.jim.server.TestServer;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: what programs say and hear that write as the specification has it, and are answered otherwise. */
class AnsweredConversationTest {
    @Test
    void client_name() {
        Transcript.play("""
                anna> {"action":"presence","time":1700000000.1234567,"type":"status","user":{"client_name":"anna","status":"here"}}
                anna< {"response":200}
                anna> {"action":"presence","time":1700000000.2345678,"type":"status","user":{"client_name":"anna","status":"here"}}
                anna< {"response":200}
                late> {"action":"presence","time":1700000000.1234567,"type":"status","user":{"client_name":"anna","status":"here"}}
                late< {"response":400,"error":"The name anna is in use: choose another one."}
                boris> {"action":"presence","time":1700000000.1234567,"type":"status","user":{"client_name":"boris","status":"here"}}
                boris< {"response":200}
                anna> {"action":"msg","time":1700000001.5,"to":"#","from":"anna","encoding":"utf-8","message":"\\u0427\\u0430\\u0439?"}
                boris< {"action":"msg","time":1700000001.5,"to":"#","from":"anna","encoding":"utf-8","message":"\\u0427\\u0430\\u0439?"}
                anna< {"action":"msg","time":1700000001.5,"to":"#","from":"anna","encoding":"utf-8","message":"\\u0427\\u0430\\u0439?"}
                anna< {"response":200}
                anna> {"action":"msg","time":1700000002.5,"to":"boris","from":"anna","encoding":"utf-8","message":"tea"}
                anna< {"response":200}
                boris< {"action":"msg","time":1700000002.5,"to":"boris","from":"anna","encoding":"utf-8","message":"tea"}
                anna> {"action":"msg","time":1700000003.5,"to":"carol","from":"anna","encoding":"utf-8","message":"tea"}
                anna< {"response":400,"error":"Nobody called carol is online: check the name."}
                anna.
                boris> {"action":"msg","time":1700000003.5,"to":"anna","from":"boris","encoding":"utf-8","message":"tea"}
                boris< {"response":400,"error":"Nobody called anna is online: check the name."}
                """);
    }

    @Test
    void contacts_by_quantity() {
        Transcript.play("""
                anna> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "anna", "status": "here"}}
                anna< {"response":401,"token":"..."}
                anna> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "any"}}
                anna< {"response":200}
                late> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "anna", "status": "here"}}
                late< {"response":400,"error":"The name anna is in use: choose another one."}
                anna> {"action": "get_contacts", "time": "1700000000"}
                anna< {"response":202,"quantity":0}
                anna> {"action": "add_contact", "user_id": "boris", "time": "1700000000"}
                anna< {"response":200}
                anna> {"action": "add_contact", "user_id": "carol", "time": "1700000000"}
                anna< {"response":200}
                anna> {"action": "get_contacts", "time": "1700000000"}
                anna< {"response":202,"quantity":2}
                anna< {"action":"contact_list","user_id":"boris"}
                anna< {"action":"contact_list","user_id":"carol"}
                anna> {"action": "del_contact", "user_id": "carol", "time": "1700000000"}
                anna< {"response":200}
                anna> {"action": "get_contacts", "time": "1700000000"}
                anna< {"response":202,"quantity":1}
                anna< {"action":"contact_list","user_id":"boris"}
                boris> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "boris", "status": "here"}}
                boris< {"response":401,"token":"..."}
                boris> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "boris", "password": "any"}}
                boris< {"response":200}
                anna> {"action": "msg", "time": "1700000001", "to": "boris", "from": "anna", "encoding": "ascii", "message": "\\u0427\\u0430\\u0439?"}
                anna< {"response":200}
                boris< {"action": "msg", "time": "1700000001", "to": "boris", "from": "anna", "encoding": "ascii", "message": "\\u0427\\u0430\\u0439?"}
                anna> {"action": "msg", "time": "1700000001", "to": "carol", "from": "anna", "encoding": "ascii", "message": "hi"}
                anna< {"response":400,"error":"Nobody called carol is online: check the name."}
                anna.
                boris> {"action": "msg", "time": "1700000001", "to": "anna", "from": "boris", "message": "hi"}
                boris< {"response":400,"error":"Nobody called anna is online: check the name."}
                """);
    }

    @Test
    void contacts_by_quantity_with_an_account() {
        try (TestServer server = TestServer.start().withAccount("anna", "s3cret")) {
            Transcript.play(server, """
                    anna> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "anna", "status": "here"}}
                    anna< {"response":401,"token":"..."}
                    anna> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "wrong"}}
                    anna< {"response":400,"error":"Wrong password, or no account of that name: check both."}
                    anna> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "s3cret"}}
                    anna< {"response":200}
                    anna> {"action": "add_contact", "user_id": "anna", "time": "1700000000"}
                    anna< {"response":200}
                    anna> {"action": "get_contacts", "time": "1700000000"}
                    anna< {"response":202,"quantity":1}
                    anna< {"action":"contact_list","user_id":"anna"}
                    course> {"action": "presence", "time": 1700000000.5, "user": {"account_name": "anna"}}
                    course< {"response":401,"time":1763700000,"error":"The name anna has an account: authenticate if it is yours, or choose another name."}
                    course> {"action": "authenticate", "time": 1700000000.5, "user": {"account_name": "anna", "password": "wrong"}}
                    course< {"response":402,"time":1763700000,"error":"Wrong password, or no account of that name: check both."}
                    """);
        }
    }

    @Test
    void an_account_that_is_online_comes_online_elsewhere_and_no_notice_says_so() {
        try (TestServer server = TestServer.start().withAccount("anna", "s3cret")) {
            Transcript.play(server, """
                    anna> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "anna", "status": "here"}}
                    anna< {"response":401,"token":"..."}
                    anna> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "s3cret"}}
                    anna< {"response":200}
                    late> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "anna", "status": "here"}}
                    late< {"response":401,"token":"..."}
                    late> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "s3cret"}}
                    late< {"response":200}
                    anna.
                    guest> {"action": "presence", "time": 1.5, "user": {"account_name": "Guest"}}
                    guest< {"response":200,"msg":"You are online as Guest."}
                    guest> {"action": "authenticate", "time": 1700000000.5, "user": {"account_name": "anna", "password": "s3cret"}}
                    guest< {"response":200,"msg":"You are online as anna."}
                    late.
                    """);
        }
    }

    @Test
    void user_as_a_text() {
        Transcript.play("""
                anna> {"action": "presence", "time": "Tue Nov 14 22:13:20 2023", "type": "status", "user": "anna"}
                anna< {"response":200,"time":1763700000,"alert":"You are online as anna."}
                boris> {"action": "presence", "time": "2023-11-14T22:13:20", "user": {"account": "boris"}}
                boris< {"response":200,"time":1763700000,"alert":"You are online as boris."}
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                anna> {"action": "msg", "time": "Tue Nov 14 22:13:21 2023", "to": "boris", "from": "anna", "message": "tea"}
                anna< {"response":200,"time":1763700000,"alert":"Sent."}
                boris< {"action": "msg", "time": "Tue Nov 14 22:13:21 2023", "to": "boris", "from": "anna", "message": "tea"}
                anna> {"action": "msg", "time": "Tue Nov 14 22:13:22 2023", "to": "vera", "from": "anna", "message": "tea"}
                anna< {"response":200,"time":1763700000,"alert":"Sent."}
                vera< {"action":"msg","time":1763700000,"to":"vera","from":"anna","message":"tea"}
                boris> {"action": "msg", "time": "< 1700000000 >", "to": "vera", "from": "boris", "message": "tea"}
                boris< {"response":200,"time":1763700000,"alert":"Sent."}
                vera< {"action":"msg","time":1700000000,"to":"vera","from":"boris","message":"tea"}
                anna> {"action": "msg", "time": "Tue Nov 14 22:13:22 2023", "to": "carol", "from": "anna", "message": "tea"}
                anna< {"response":404,"time":1763700000,"error":"Nobody called carol is online: check the name."}
                anna> {"action": "quit", "time": "Tue Nov 14 22:13:22 2023"}
                anna< {"response":200,"time":1763700000,"alert":"Good-bye."}
                anna|
                """);
    }
}

package chat.jim.server.dialect;

import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: what programs of the course say and hear, from coming online to leaving. */
class CourseConversationTest {
    @Test
    void course() {
        Transcript.play("""
                anna> {"action": "presence", "time": 1700000000.1234567, "user": {"account_name": "anna"}}
                anna< {"response":200}
                late> {"action": "presence", "time": 1700000000.5, "user": {"account_name": "Anna"}}
                late< {"response":400,"time":1763700000,"error":"The name Anna is in use: choose another one."}
                late|
                boris> {"action": "presence", "time": 1700000001.75, "user": {"account_name": "boris"}}
                boris< {"response":200}
                anna> {"action": "message", "from": "anna", "to": "boris", "time": 1700000002.1, "mess_text": "\\u0427\\u0430\\u0439?"}
                boris< {"action":"message","time":1700000002,"from":"anna","to":"boris","mess_text":"\\u0427\\u0430\\u0439?","message_text":"\\u0427\\u0430\\u0439?","sender":"anna","destination":"boris","message":"\\u0427\\u0430\\u0439?","recipient":"boris","user":{"account_name":"anna"}}
                boris> {"action": "message", "from": "boris", "to": "anna", "time": 1700000003.0, "mess_text": "\\ud83d\\ude00 \\"yes\\"\\n"}
                anna< {"action": "message", "from": "boris", "to": "anna", "time": 1700000003.0, "mess_text": "\\ud83d\\ude00 \\"yes\\"\\n"}
                anna> {"action": "message", "from": "anna", "to": "boris", "time": 1700000003.5, "mess_text": "good"}
                boris< {"action": "message", "from": "anna", "to": "boris", "time": 1700000003.5, "mess_text": "good"}
                anna> {"action": "message", "from": "anna", "to": "carol", "time": 1700000004.1, "mess_text": "hi"}
                anna< {"action":"message","from":"server","to":"anna","time":1763700000,"mess_text":"Nobody called carol is online: check the name."}
                anna> {"action": "message", "from": "maverick", "to": "boris", "time": 1700000004.1, "mess_text": "hi"}
                boris< {"action":"message","from":"anna","to":"boris","time":1700000004,"mess_text":"hi"}
                anna> {"action": "message", "from": "anna", "to": "BORIS", "time": 1700000004.1, "mess_text": "loud"}
                boris< {"action":"message","from":"anna","to":"boris","time":1700000004,"mess_text":"loud"}
                anna> {"action": "exit", "time": 1700000005.25, "account_name": "anna"}
                anna|
                boris> {"action": "message", "from": "boris", "to": "anna", "time": 1700000006.5, "mess_text": "hi"}
                boris< {"action":"message","from":"server","to":"boris","time":1763700000,"mess_text":"Nobody called anna is online: check the name."}
                again> {"action": "presence", "time": 1700000007.5, "user": {"account_name": "anna"}}
                again< {"response":200}
                """);
    }

    @Test
    void course_with_the_text_in_another_field() {
        Transcript.play("""
                anna> {"action": "presence", "time": 1700000000.1234567, "user": {"account_name": "anna"}}
                anna< {"response":200}
                boris> {"action": "presence", "time": 1700000001.75, "user": {"account_name": "boris"}}
                boris< {"response":200}
                boris> {"action": "message", "from": "boris", "to": "anna", "time": 1700000003.0, "message_text": "one"}
                anna< {"action":"message","time":1700000003,"from":"boris","to":"anna","mess_text":"one","message_text":"one","sender":"boris","destination":"anna","message":"one","recipient":"anna","user":{"account_name":"boris"}}
                anna> {"action": "message", "from": "anna", "to": "boris", "time": 1700000004.5, "message_text": "two"}
                boris< {"action": "message", "from": "anna", "to": "boris", "time": 1700000004.5, "message_text": "two"}
                boris> {"action": "message", "from": "boris", "to": "carol", "time": 1700000005.5, "message_text": "hi"}
                boris< {"action":"message","from":"server","to":"boris","time":1763700000,"message_text":"Nobody called carol is online: check the name."}
                boris.
                anna> {"action": "message", "from": "anna", "to": "boris", "time": 1700000006.5, "message_text": "hi"}
                anna< {"action":"message","from":"server","to":"anna","time":1763700000,"message_text":"Nobody called boris is online: check the name."}
                """);
    }

    @Test
    void event() {
        Transcript.play("""
                anna> {"event": "presence", "time": 1700000000.1234567, "user": {"account_name": "anna"}}
                anna< {"response":200,"time":1763700000,"alert":"You are online as anna."}
                late> {"event": "presence", "time": 1700000000.5, "user": {"account_name": "anna"}}
                late< {"response":400,"time":1763700000,"error":"The name anna is in use: choose another one."}
                late|
                boris> {"event": "presence", "time": 1700000001.75, "user": {"account_name": "boris"}}
                boris< {"response":200,"time":1763700000,"alert":"You are online as boris."}
                anna> {"event": "message", "from": "anna", "to": "boris", "time": 1700000002.1, "message_text": "\\u0427\\u0430\\u0439?"}
                boris< {"event": "message", "from": "anna", "to": "boris", "time": 1700000002.1, "message_text": "\\u0427\\u0430\\u0439?"}
                boris> {"event": "message", "from": "boris", "to": "#all", "time": 1700000003.0, "message_text": "all"}
                anna< {"event":"message","from":"boris","to":"anna","time":1700000003,"message_text":"all"}
                anna> {"event": "message", "from": "anna", "to": "carol", "time": 1700000004.1, "message_text": "hi"}
                anna< {"response":400,"time":1763700000,"error":"Nobody called carol is online: check the name."}
                anna> {"event": "exit", "time": 1700000005.25, "account_name": "anna"}
                anna|
                boris> {"event": "message", "from": "boris", "to": "anna", "time": 1700000006.5, "message_text": "hi"}
                boris< {"response":400,"time":1763700000,"error":"Nobody called anna is online: check the name."}
                """);
    }

    @Test
    void course_with_windows() {
        String key =
                "-----BEGIN PUBLIC KEY-----\\n" + "MIIBIjANBgkqhkiG9w0BAQEF".repeat(16) + "\\n-----END PUBLIC KEY-----";
        Transcript.play("""
                anna> {"action": "presence", "time": 1700000000.1234567, "user": {"account_name": "anna", "pubkey": "KEY"}}
                anna< {"response":200}
                late> {"action": "presence", "time": 1700000000.5, "user": {"account_name": "anna", "pubkey": "KEY"}}
                late< {"response":400,"error":"The name anna is in use: choose another one."}
                late|
                boris> {"action": "presence", "time": 1700000001.75, "user": {"account_name": "boris"}}
                boris< {"response":200}
                anna> {"action": "get_users", "time": 1700000001.75, "account_name": "anna"}
                anna< {"response":202,"data_list":["anna","boris"]}
                anna> {"action": "get_contacts", "time": 1700000001.75, "user": "anna"}
                anna< {"response":202,"data_list":[]}
                anna> {"action": "add", "time": 1700000001.75, "user": "anna", "account_name": "boris"}
                anna< {"response":200}
                anna> {"action": "get_contacts", "time": 1700000001.75, "user": "anna"}
                anna< {"response":202,"data_list":["boris"]}
                anna> {"action": "remove", "time": 1700000001.75, "user": "anna", "account_name": "boris"}
                anna< {"response":200}
                anna> {"action": "get_contacts", "time": 1700000001.75, "user": "anna"}
                anna< {"response":202,"data_list":[]}
                anna> {"action": "pubkey_need", "time": 1700000001.75, "account_name": "boris"}
                anna< {"response":400,"error":"boris has no key: write without one."}
                vera> {"action": "presence", "time": 1700000001.75, "user": {"account_name": "vera", "pubkey": "-----BEGIN"}}
                vera< {"response":200}
                vera> {"action": "pubkey_need", "time": 1700000001.75, "account_name": "anna"}
                vera< {"response":511,"bin":"KEY"}
                vera> {"action": "message", "from": "vera", "to": "anna", "time": 1700000002.1, "mess_text": "SGVsbG8="}
                anna< {"action":"message","time":1700000002,"from":"vera","to":"anna","mess_text":"SGVsbG8=","message_text":"SGVsbG8=","sender":"vera","destination":"anna","message":"SGVsbG8=","recipient":"anna","user":{"account_name":"vera"}}
                vera< {"response":200}
                anna> {"action": "message", "from": "anna", "to": "vera", "time": 1700000002.1, "mess_text": "SGkh"}
                vera< {"action": "message", "from": "anna", "to": "vera", "time": 1700000002.1, "mess_text": "SGkh"}
                anna< {"response":200}
                vera> {"action": "message", "from": "vera", "to": "boris", "time": 1700000002.1, "mess_text": "hi"}
                boris< {"action":"message","time":1700000002,"from":"vera","to":"boris","mess_text":"hi","message_text":"hi","sender":"vera","destination":"boris","message":"hi","recipient":"boris","user":{"account_name":"vera"}}
                vera< {"response":200}
                vera> {"action": "message", "from": "vera", "to": "carol", "time": 1700000002.1, "mess_text": "hi"}
                vera< {"response":400,"error":"Nobody called carol is online: check the name."}
                anna> {"action": "exit", "time": 1700000005.25, "account_name": "anna"}
                anna|
                vera> {"action": "pubkey_need", "time": 1700000001.75, "account_name": "anna"}
                vera< {"response":400,"error":"anna has no key: write without one."}
                """.replace("KEY\"", key + "\""));
    }
}

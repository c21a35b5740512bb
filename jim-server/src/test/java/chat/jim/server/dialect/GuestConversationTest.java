package chat.jim.server.dialect;

import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: what programs say and hear that call everybody Guest, at least at first. */
class GuestConversationTest {
    /**
     * Its reader and its writer are two programs; who is Guest to each of them has a name of its own to the others. The writer
     * reads just one object for each that it writes.
     */
    @Test
    void hanita() {
        Transcript.play("""
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                vera>> {"action":"join","time":1,"room":"#all"}
                vera< {"response":201,"time":1763700000,"alert":"You made #all."}
                reader> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"accaunt_name": "Guest", "status": "Yep, I am here!"}}
                reader< {"response":200,"time":1763700000,"alert":"You are online as Guest."}
                vera< {"response":100,"time":1763700000,"alert":"Guest joined #all"}
                writer> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"accaunt_name": "Guest", "status": "Yep, I am here!"}}
                writer< {"response":200,"time":1763700000,"alert":"You are online as Guest-2."}
                vera< {"response":100,"time":1763700000,"alert":"Guest-2 joined #all"}
                writer> {"action": "msg", "time": 1700000001.5, "to": "#all", "from": "Guest", "encoding": "utf-8", "message": "\\u0427\\u0430\\u0439?"}
                writer< {"response":200,"time":1763700000,"alert":"Sent."}
                reader< {"action":"msg","time":1700000001,"to":"#all","from":"Guest-2","message":"\\u0427\\u0430\\u0439?"}
                vera< {"action":"msg","time":1700000001,"to":"#all","from":"Guest-2","message":"Чай?"}
                vera>> {"action":"msg","time":3,"to":"Guest","message":"one"}
                reader< {"action":"msg","time":3,"to":"Guest","from":"vera","message":"one"}
                vera< {"response":200,"time":1763700000,"alert":"Sent."}
                vera>> {"action":"msg","time":3,"to":"Guest-2","message":"one"}
                vera< {"response":410,"time":1763700000,"error":"Guest-2 only writes, and reads nothing: write to #all."}
                vera>> {"action":"msg","time":4,"to":"#all","message":"all"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                reader< {"action":"msg","time":4,"to":"#all","from":"vera","message":"all"}
                writer> {"action": "msg", "time": 1700000005.5, "to": "#all", "from": "Guest", "message": ""}
                writer< {"response":400,"time":1763700000,"error":"The field message is empty: fill it in."}
                reader.
                vera< {"response":100,"time":1763700000,"alert":"Guest left #all"}
                third> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"accaunt_name": "Guest", "status": "Yep, I am here!"}}
                third< {"response":200,"time":1763700000,"alert":"You are online as Guest."}
                """);
    }

    @Test
    void hanita_with_names() {
        Transcript.play("""
                anna> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"accaunt_name": "anna", "status": "Yep, I am here!"}}
                anna< {"response":200,"time":1763700000,"alert":"You are online as anna."}
                boris> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"accaunt_name": "boris", "status": "Yep, I am here!"}}
                boris< {"response":200,"time":1763700000,"alert":"You are online as boris."}
                anna> {"action": "msg", "time": 1700000001.5, "to": "boris", "from": "anna", "mood": null, "message": "tea"}
                anna< {"response":200,"time":1763700000,"alert":"Sent."}
                boris< {"action": "msg", "time": 1700000001.5, "to": "boris", "from": "anna", "mood": null, "message": "tea"}
                """);
    }

    @Test
    void guest_who_then_authenticates() {
        Transcript.play("""
                guest> {"action": "presence", "time": 1700000000.1234567, "user": {"account_name": "Guest"}}
                guest< {"response":200,"msg":"You are online as Guest."}
                anna> {"action": "presence", "time": 1700000000.1234567, "user": {"account_name": "Guest"}}
                anna< {"response":200,"msg":"You are online as Guest-2."}
                anna> {"action": "authenticate", "time": 1700000001.5, "user": {"account_name": "anna"}}
                anna< {"response":200,"msg":"You are online as anna."}
                boris> {"action": "presence", "time": 1700000000.1234567, "user": {"account_name": "Guest"}}
                boris< {"response":200,"msg":"You are online as Guest-2."}
                boris> {"action": "authenticate", "time": 1700000001.5, "user": {"account_name": "anna"}}
                boris< {"response":400,"error":"The name anna is in use: choose another one.","msg":"The name anna is in use: choose another one."}
                boris> {"action": "authenticate", "time": 1700000001.5, "user": {"account_name": "boris"}}
                boris< {"response":200,"msg":"You are online as boris."}
                boris> {"action": "who", "time": 1700000002.5}
                boris< {"response":200,"msg":"anna, boris, Guest"}
                anna> {"action": "msg", "time": 1700000003.5, "from": "anna", "to": "boris", "msg_text": "\\u0427\\u0430\\u0439?"}
                anna< {"response":200,"msg":"Sent."}
                boris< {"action": "msg", "time": 1700000003.5, "from": "anna", "to": "boris", "msg_text": "\\u0427\\u0430\\u0439?"}
                boris> {"action": "msg", "time": 1700000004.5, "from": "boris", "to": "#all", "msg_text": "all"}
                boris< {"response":200,"msg":"Sent."}
                anna< {"action":"msg","time":1700000004,"from":"boris","to":"anna","msg_text":"all"}
                guest< {"action":"msg","time":1700000004,"from":"boris","to":"Guest","msg_text":"all"}
                anna> {"action": "msg", "time": 1700000005.5, "from": "anna", "to": "carol", "msg_text": "hi"}
                anna< {"response":400,"error":"Nobody called carol is online: check the name.","msg":"Nobody called carol is online: check the name."}
                anna> {"action": "exit", "time": 1700000006.5}
                anna< {"response":200,"msg":"Good-bye."}
                anna|
                boris> {"action": "who", "time": 1700000002.5}
                boris< {"response":200,"msg":"boris, Guest"}
                """);
    }

    @Test
    void guest_who_speaks_to_all() {
        Transcript.play("""
                one> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"account_name": "Guest", "status": "here"}}
                one< {"response":200}
                two> {"action": "presence", "time": 1700000000.1234567, "type": "status", "user": {"account_name": "Guest", "status": "here"}}
                two< {"response":200}
                one> {"action": "message", "time": 1700000001.5, "account_name": "Guest", "mess_text": "\\u0427\\u0430\\u0439?"}
                one< {"response":200}
                two< {"action":"message","sender":"Guest","time":1700000001,"mess_text":"\\u0427\\u0430\\u0439?"}
                two> {"action": "message", "time": 1700000002.5, "account_name": "Guest", "mess_text": "tea"}
                two< {"response":200}
                one< {"action":"message","time":1700000002,"account_name":"Guest-2","mess_text":"tea","sender":"Guest-2","from":"Guest-2"}
                two> {"action": "message", "time": 1700000003.5, "account_name": "Guest", "mess_text": ""}
                two< {"response":400,"error":"The field message is empty: fill it in."}
                vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
                vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
                vera>> {"action":"msg","time":3,"to":"Guest-2","message":"one"}
                vera< {"response":200,"time":1763700000,"alert":"Sent."}
                two< {"action":"message","time":3,"account_name":"vera","mess_text":"one","sender":"vera","from":"vera"}
                two.
                vera>> {"action":"who","time":3}
                vera< {"response":202,"time":1763700000,"list":["Guest","vera"]}
                vera< {"response":200,"time":1763700000,"alert":"Online: 2."}
                """);
    }
}

package chat.jim.server.dialect;

import chat.jim.server.TestServer;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: what is peculiar to families with few programs. */
class SmallFamiliesTest {
    private static final String VERA = """
            vera>> {"action":"presence","time":1,"user":{"account_name":"vera"}}
            vera< {"response":200,"time":1763700000,"alert":"You are online as vera."}
            vera>> {"action":"join","time":1,"room":"#all"}
            vera< {"response":201,"time":1763700000,"alert":"You made #all."}
            """;

    @Test
    void who_was_guest_is_addressed_by_its_own_name_in_rooms_too() {
        Transcript.play(VERA + """
                gus> {"action": "presence", "time": 1.5, "user": {"account_name": "Guest"}}
                gus< {"response":200,"msg":"You are online as Guest."}
                vera< {"response":100,"time":1763700000,"alert":"Guest joined #all"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"one"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                gus< {"action":"msg","time":1,"from":"vera","to":"Guest","msg_text":"one"}
                gus> {"action": "authenticate", "time": 1.5, "user": {"account_name": "gus"}}
                gus< {"response":200,"msg":"You are online as gus."}
                vera< {"response":100,"time":1763700000,"alert":"Guest left #all"}
                vera< {"response":100,"time":1763700000,"alert":"gus joined #all"}
                gus> {"action": "join", "time": 1.5, "room": "#tea"}
                gus< {"response":200,"msg":"You made #tea."}
                vera>> {"action":"join","time":1,"room":"#tea"}
                vera< {"response":200,"time":1763700000,"alert":"You are in #tea."}
                vera>> {"action":"msg","time":1,"to":"#tea","message":"two"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                gus< {"action":"msg","time":1,"from":"vera","to":"gus","msg_text":"two"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"three"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                gus< {"action":"msg","time":1,"from":"vera","to":"gus","msg_text":"three"}
                """);
    }

    @Test
    void a_guest_of_hanita_that_has_written_is_sent_answers_only() {
        Transcript.play(VERA + """
                writer> {"action": "presence", "time": 1.5, "type": "status", "user": {"accaunt_name": "Guest", "status": "here"}}
                writer< {"response":200,"time":1763700000,"alert":"You are online as Guest."}
                vera< {"response":100,"time":1763700000,"alert":"Guest joined #all"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"zero"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                writer< {"action":"msg","time":1,"to":"#all","from":"vera","message":"zero"}
                writer> {"action": "msg", "time": 1.5, "to": "#all", "from": "Guest", "message": "one"}
                writer< {"response":200,"time":1763700000,"alert":"Sent."}
                vera< {"action":"msg","time":1,"to":"#all","from":"Guest","message":"one"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"two"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":0}
                vera>> {"action":"msg","time":1,"to":"Guest","message":"three"}
                vera< {"response":410,"time":1763700000,"error":"Guest only writes, and reads nothing: write to #all."}
                writer> {"action": "msg", "time": 1.5, "to": "vera", "from": "Guest", "message": "four"}
                writer< {"response":200,"time":1763700000,"alert":"Sent."}
                vera< {"action":"msg","time":1,"to":"vera","from":"Guest","message":"four"}
                writer> {"action": "msg", "time": 1.5, "to": "nobody", "from": "Guest", "message": "five"}
                writer< {"response":404,"time":1763700000,"error":"Nobody called nobody is online: check the name."}
                """);
    }

    @Test
    void possible_contacts_are_all_but_oneself_and_ones_contacts() {
        try (TestServer server = TestServer.start().withAccount("carl", "c")) {
            Transcript.play(server, VERA + """
                    anna> {"action": "presence", "time": "1700000000", "type": "status", "user": {"account_name": "anna", "status": "here"}}
                    anna< {"response":401,"token":"..."}
                    anna> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "any"}}
                    anna< {"response":200}
                    anna> {"action": "add_contact", "user_id": "vera", "time": "1700000000"}
                    anna< {"response":200}
                    anna> {"action": "get_potencials", "user_id": "anna", "time": "1700000000"}
                    anna< {"response":202,"quantity":1}
                    anna< {"action":"potent_list","user_id":"carl"}
                    anna> {"action": "del_contact", "user_id": "vera", "time": "1700000000"}
                    anna< {"response":203}
                    anna> {"action": "get_potencials", "user_id": "anna", "time": "1700000000"}
                    anna< {"response":202,"quantity":2}
                    anna< {"action":"potent_list","user_id":"carl"}
                    anna< {"action":"potent_list","user_id":"vera"}
                    anna> {"action": "add_contact", "user_id": "#all", "time": "1700000000"}
                    anna< {"response":203}
                    anna> {"action": "get_contacts", "time": "1700000000"}
                    anna< {"response":202,"quantity":1}
                    anna< {"action":"contact_list","user_id":"#all"}
                    anna> {"action": "msg", "time": "1700000000", "to": "#all", "from": "anna", "message": "tea"}
                    anna< {"response":200}
                    """);
        }
    }

    @Test
    void the_common_room_is_a_contact_of_an_account_as_long_as_it_is_connected() {
        try (TestServer server = TestServer.start().withAccount("anna", "a").withAccount("carl", "c")) {
            String anna = """
                    anna> {"action": "presence", "time": "1700000000", "user": {"account_name": "anna"}}
                    anna< {"response":401,"token":"..."}
                    anna> {"action": "authenticate", "time": "1700000000", "user": {"account_name": "anna", "password": "a"}}
                    anna< {"response":200}
                    """;
            Transcript.play(server, anna + """
                    anna> {"action": "add_contact", "user_id": "#all", "time": "1700000000"}
                    anna< {"response":200}
                    anna> {"action": "add_contact", "user_id": "carl", "time": "1700000000"}
                    anna< {"response":200}
                    anna> {"action": "get_contacts", "time": "1700000000"}
                    anna< {"response":202,"quantity":2}
                    anna< {"action":"contact_list","user_id":"#all"}
                    anna< {"action":"contact_list","user_id":"carl"}
                    anna.
                    """);
            Transcript.play(server, anna + """
                    anna> {"action": "get_contacts", "time": "1700000000"}
                    anna< {"response":202,"quantity":1}
                    anna< {"action":"contact_list","user_id":"carl"}
                    """);
        }
    }

    @Test
    void a_room_is_no_contact_of_a_program_of_the_specification() {
        try (TestServer server = TestServer.start().withAccount("anna", "a")) {
            Transcript.play(server, """
                    anna>> {"action":"authenticate","time":1,"user":{"account_name":"anna","password":"a"}}
                    anna< {"response":200,"time":1763700000,"alert":"You are online as anna."}
                    anna>> {"action":"add_contact","time":1,"user_id":"#all"}
                    anna< {"response":400,"time":1763700000,"error":"A name with # is a room's: leave the # out."}
                    """);
        }
    }

    @Test
    void six_keys() {
        Transcript.play(VERA + """
                anna> {"action": "presence", "time": 1.5, "user": "anna", "to": null, "code": null, "message": null}
                anna< {"action":"response","time":1763700000,"user":null,"to":null,"code":200,"message":null}
                vera< {"response":100,"time":1763700000,"alert":"anna joined #all"}
                vera>> {"action":"msg","time":1,"to":"anna","message":"one"}
                vera< {"response":200,"time":1763700000,"alert":"Sent."}
                anna< {"action":"msg","time":1,"user":"vera","to":"anna","code":null,"message":"one"}
                anna> {"action": "msg", "time": 1.5, "user": "anna", "to": "vera", "code": null, "message": "two"}
                anna< {"action":"response","time":1763700000,"user":null,"to":null,"code":200,"message":null}
                vera< {"action":"msg","time":1,"to":"vera","from":"anna","message":"two"}
                anna> {"action": "msg", "time": 1.5, "user": "anna", "to": null, "code": null, "message": "three"}
                anna< {"action":"response","time":1763700000,"user":null,"to":null,"code":200,"message":null}
                vera< {"action":"msg","time":1,"to":"#all","from":"anna","message":"three"}
                vera>> {"action":"msg","time":1,"to":"#all","message":"four"}
                vera< {"response":200,"time":1763700000,"alert":"Sent.","reached":1}
                anna< {"action":"msg","time":1,"user":"vera","to":"#all","code":null,"message":"four"}
                anna> {"action": "who", "time": 1.5, "user": "anna", "to": null, "code": null, "message": null}
                anna< {"action":"response","time":1763700000,"user":null,"to":null,"code":200,"message":"anna, vera"}
                anna> {"action": "msg", "time": 1.5, "user": "anna", "to": "nobody", "code": null, "message": "five"}
                anna< {"action":"response","time":1763700000,"user":null,"to":null,"code":400,"message":"Nobody called nobody is online: check the name."}
                late> {"action": "presence", "time": 1.5, "user": "anna", "to": null, "code": null, "message": null}
                late< {"action":"response","time":1763700000,"user":null,"to":null,"code":400,"message":"The name anna is in use: choose another one."}
                anna> {"action": "quit", "time": 1.5, "user": "anna", "to": null, "code": null, "message": null}
                anna< {"action":"response","time":1763700000,"user":null,"to":null,"code":200,"message":null}
                anna|
                """);
    }
}

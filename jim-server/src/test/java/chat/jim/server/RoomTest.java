package chat.jim.server;

import static chat.jim.testing.RawClient.json;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, sections 7 and 10: of rooms, and who is there, what {@link ConformanceTest} does not ask. */
class RoomTest {
    private final TestServer server = TestServer.start();
    private final RawClient alice = server.online("alice");
    private final RawClient bob = server.online("Bob");

    @AfterEach
    void stop() {
        bob.close();
        alice.close();
        server.close();
    }

    @Test
    void the_first_to_join_makes_the_room_and_others_enter_it() {
        alice.send("{'action':'join','time':1,'room':'#Tea'}").expect(201, "#Tea");
        bob.send("{'action':'join','time':1,'room':'#tea'}").expect(200, "You are in #Tea.");
        bob.send("{'action':'join','time':1,'room':'#tea'}").expect(200, "You are in #Tea.");
        alice.expect(100, "Bob joined #Tea");
        alice.fence("alice");
    }

    @Test
    void of_a_thousand_rooms_one_peer_enters_a_hundred() {
        for (int i = 0; i < 1000; i++) {
            String request = "{'action':'join','time':1,'room':'#room" + i + "'}";
            if (i < 100) {
                alice.send(request).expect(201);
            } else {
                alice.send(request).expect(403, "You are in 100 rooms");
            }
        }
        alice.send("{'action':'join','time':1,'room':'#ROOM0'}").expect(200, "You are in #room0.");
        bob.join("#bob");
        alice.send("{'action':'join','time':1,'room':'#bob'}").expect(403, "leave one first");
        bob.send("{'action':'who','time':1,'room':'#bob'}").expect(202, "[\"Bob\"]");

        alice.send("{'action':'leave','time':1,'room':'#room1'}").expect(200);
        alice.join("#bob");
    }

    @Test
    void names_and_rooms_are_listed_as_they_were_first_written() {
        alice.join("#Tea");
        bob.join("#tea").join("#milk");
        alice.expect(100);

        alice.send("{'action':'who','time':1}").expect(202, json("'list':['alice','Bob']"));
        alice.expect(200, "Online: 2.");
        alice.send("{'action':'who','time':1,'room':'#milk'}").expect(202, json("'list':['Bob']"));
        alice.expect(200, "In #milk: 1.");
        alice.send("{'action':'who','time':1,'room':'#coffee'}").expect(404);
        alice.send("{'action':'rooms','time':1}").expect(202, json("'list':['#milk','#Tea']"));
        alice.expect(200, "Rooms: 2.");
    }

    @Test
    void a_message_to_a_large_room_says_how_many_it_has_reached() {
        alice.join("#tea");
        List<RawClient> crowd = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            crowd.add(server.online("guest-" + i).join("#tea"));
            alice.expect(100);
        }

        alice.send("{'action':'msg','time':1,'to':'#tea','message':'hi'}");
        alice.expect(200, json("'alert':'Sent.','reached':64"));
        bob.join("#tea");
        alice.expect(100);
        alice.send("{'action':'msg','time':1,'to':'#tea','from':'Alice','message':'hi'}"); // it takes the decoded way
        alice.expect(200, json("'alert':'Sent.','reached':65"));
        alice.send("{'action':'msg','time':1,'to':'#tea','message':'hi'}");
        alice.expect(200, json("'alert':'Sent.','reached':65"));
        crowd.forEach(RawClient::close);
    }

    @Test
    void a_long_list_comes_in_parts_of_twenty() {
        List<RawClient> crowd = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            crowd.add(server.online("guest-" + i));
        }

        alice.send("{'action':'who','time':1}");
        alice.expect(202);
        alice.expect(202);
        alice.expect(202);
        alice.expect(200, "Online: 42.");
        crowd.forEach(RawClient::close);
    }
}

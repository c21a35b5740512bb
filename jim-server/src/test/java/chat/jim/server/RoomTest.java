package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, sections 7 and 10: rooms, and who is there. */
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
    void a_message_to_a_room_reaches_all_others_in_it_and_not_its_sender() {
        RawClient carol = server.online("carol").join("#tea");
        alice.join("#tea");
        bob.join("#tea");
        carol.expect(100, "alice joined");
        carol.expect(100, "Bob joined");
        alice.expect(100, "Bob joined");

        alice.msg("#tea", "hi").expect(200);

        assertThat(bob.expectMessage("alice", "hi")).contains(json("'to':'#tea'"));
        carol.expectMessage("alice", "hi");
        alice.fence("alice");
        carol.close();
    }

    @Test
    void a_message_to_no_room_gets_404_and_to_a_room_one_is_not_in_403() {
        alice.msg("#tea", "hi").expect(404, "There is no room #tea");
        bob.join("#tea");
        alice.msg("#tea", "hi").expect(403, "You are not in #tea");

        bob.fence("Bob");
    }

    @Test
    void leaving_tells_the_others_and_the_last_one_closes_the_room() {
        alice.join("#tea");
        bob.join("#tea");
        alice.expect(100, "Bob joined #tea");

        bob.send("{'action':'leave','time':1,'room':'#tea'}").expect(200);
        alice.expect(100, "Bob left #tea");
        bob.send("{'action':'leave','time':1,'room':'#tea'}").expect(404);
        alice.send("{'action':'leave','time':1,'room':'#TEA'}").expect(200);
        alice.send("{'action':'leave','time':1,'room':'#tea'}").expect(404);
        alice.send("{'action':'rooms','time':1}").expect(200, "Rooms: 0.");
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
    void the_end_of_a_connection_leaves_all_its_rooms() {
        alice.join("#tea").join("#milk");
        bob.join("#tea").join("#milk");
        alice.expect(100, "Bob joined #tea");
        alice.expect(100, "Bob joined #milk");

        bob.reset();

        assertThat(List.of(alice.expect(100), alice.expect(100)))
                .anyMatch(line -> line.contains("Bob left #tea"))
                .anyMatch(line -> line.contains("Bob left #milk"));
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

    @Test
    void a_member_that_does_not_read_is_dropped_and_holds_nobody_up() {
        RawClient sleeper = server.online("sleeper").join("#tea");
        alice.join("#tea");
        bob.join("#tea");
        alice.expect(100);
        String text = "x".repeat(500);

        // More than the outbox and the kernel's buffers can hold for the sleeper.
        await().until(() -> {
            for (int i = 0; i < 1000; i++) {
                alice.msg("#tea", text);
            }
            boolean dropped = false;
            for (int i = 0; i < 1000; i++) {
                String line = alice.receive();
                if (line.contains("sleeper left")) {
                    dropped = true;
                    line = alice.receive();
                }
                assertThat(line).startsWith("{\"response\":200,");
            }
            for (int i = 0; i < 1000; i++) {
                String line = bob.receive();
                assertThat(line.contains("sleeper left") ? bob.receive() : line).contains(text);
            }
            return dropped;
        });
        sleeper.close();
    }
}

package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 12: what was said in rooms. The clock stands still, so that ids count from its time. */
class HistoryTest {
    private static final String FIRST = "1763700000000000";
    private static final String SECOND = "1763700000000001";
    private static final String THIRD = "1763700000000002";

    private final TestServer server =
            TestServer.start().withAccount("alice", "a").withAccount("bob", "b");
    private final RawClient alice = server.connect();
    private final RawClient bob = server.connect();

    @BeforeEach
    void comeOnline() {
        alice.send("{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'a'},'ids':true}")
                .expect(200);
        bob.send("{'action':'authenticate','time':1,'user':{'account_name':'bob','password':'b'}}")
                .expect(200);
    }

    @AfterEach
    void stop() {
        bob.close();
        alice.close();
        server.close();
    }

    @Test
    void who_asks_for_ids_gets_them_and_others_get_the_bytes_as_they_were_sent() {
        alice.join("#tea");
        bob.join("#tea");
        RawClient carol = server.online("carol");
        carol.join("#tea");
        alice.expect(100, "bob joined");
        alice.expect(100, "carol joined");
        bob.expect(100, "carol joined");

        String hi = "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'hi'";
        bob.send(hi + "}").expectLine("{'response':200,'time':1763700000,'alert':'Sent.','reached':2}");
        alice.expectLine(hi + ",'id':" + FIRST + "}");
        carol.expectLine(hi + "}");
        alice.send("{'action':'msg','time':1,'to':'#tea','from':'alice','message':'yes'}")
                .expectLine("{'response':200,'time':1763700000,'alert':'Sent.','reached':2,'id':" + SECOND + "}");
        carol.close();
    }

    @Test
    void nobody_can_make_others_believe_in_an_id() {
        alice.join("#tea");
        bob.join("#tea");
        alice.expect(100, "bob joined");
        bob.send("{'action':'msg','time':1,'to':'#tea','from':'bob','message':'hi','keep':false,'id':9}")
                .expect(200);
        alice.expectLine("{'action':'msg','time':1,'to':'#tea','from':'bob','message':'hi','keep':false}");
        bob.send("{'action':'msg','time':1,'to':'alice','from':'bob','message':'hi','id':9}")
                .expect(200);
        alice.expectLine("{'action':'msg','time':1,'to':'alice','from':'bob','message':'hi'}");
    }

    @Test
    void a_join_may_ask_and_tells_what_there_is() {
        alice.join("#tea");
        alice.msg("#tea", "one").expect(200);
        String join = "{'action':'join','time':1,'room':'#tea','ids':true}";
        bob.send(join)
                .expectLine("{'response':200,'time':1763700000,'alert':'You are in #tea.','id':" + FIRST + ",'read':"
                        + FIRST + ",'unread':0,'kept':2592000}");
        alice.expect(100, "bob joined");
        alice.msg("#tea", "two").expect(200);
        bob.expectLine("{'action':'msg','time':1,'to':'#tea','from':'alice','message':'two','id':" + SECOND + "}");
        bob.send(join)
                .expectLine("{'response':200,'time':1763700000,'alert':'You are in #tea.','id':" + SECOND + ",'read':"
                        + FIRST + ",'unread':1,'kept':2592000}");
        RawClient guest = server.online("guest");
        guest.send(join)
                .expectLine("{'response':200,'time':1763700000,'alert':'You are in #tea.','id':" + SECOND
                        + ",'kept':2592000}");
        guest.close();
    }

    @Test
    void what_was_said_after_somebody_had_come_to_an_empty_room_is_unread_when_they_come_back() {
        String join = "{'action':'join','time':1,'room':'#tea','ids':true}";
        alice.send(join).expect(201, "\"read\":0,\"unread\":0");
        bob.join("#tea");
        alice.expect(100, "bob joined");
        bob.msg("#tea", "one").expect(200);
        alice.receive();
        bob.msg("#tea", "two").expect(200);
        alice.receive();
        alice.send(join).expect(200, "\"unread\":2");
    }

    @Test
    void the_newest_come_in_the_order_of_their_ids_and_more_says_that_there_are_older_ones() {
        sayThree();
        bob.send("{'action':'history','time':1,'room':'#tea','limit':2}")
                .expectLine(part(SECOND, "two"))
                .expectLine(part(THIRD, "three"))
                .expectLine("{'response':200,'time':1763700000,'alert':'Messages: 2.','more':true}");
        bob.send("{'action':'history','time':1,'room':'#tea','limit':2,'before':" + SECOND + "}")
                .expectLine(part(FIRST, "one"))
                .expectLine("{'response':200,'time':1763700000,'alert':'Messages: 1.'}");
    }

    @Test
    void those_after_an_id_come_from_the_oldest_on() {
        sayThree();
        bob.send("{'action':'history','time':1,'room':'#tea','limit':1,'after':" + FIRST + "}")
                .expectLine(part(SECOND, "two"))
                .expectLine("{'response':200,'time':1763700000,'alert':'Messages: 1.','more':true}");
        bob.send("{'action':'history','time':1,'room':'#tea','after':5,'before':" + SECOND + "}")
                .expectLine(part(FIRST, "one"))
                .expectLine("{'response':200,'time':1763700000,'alert':'Messages: 1.'}");
    }

    @Test
    void raw_sends_each_message_as_it_came_behind_its_head() {
        alice.join("#tea");
        String said = "{ 'action':'msg','time':1,'to':'#tea','from':'alice','message':'one','x':[1.50]}";
        alice.send(said).expect(200);
        alice.send("{'action':'history','time':1,'room':'#tea','raw':true}")
                .expectLine("{'response':202,'time':1763700000,'id':" + FIRST + "}")
                .expectLine(said)
                .expect(200);
    }

    @Test
    void a_message_that_is_not_to_be_kept_is_relayed_and_has_no_id() {
        alice.join("#tea");
        bob.join("#tea");
        alice.expect(100, "bob joined");
        String said = "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'psst','keep':false}";
        bob.send(said).expect(200);
        alice.expectLine(said);
        bob.send("{'action':'history','time':1,'room':'#tea'}").expect(200, "Messages: 0.");
    }

    @Test
    void what_guests_make_is_not_kept() {
        RawClient guest = server.online("guest");
        guest.join("#den");
        guest.msg("#den", "hi").expect(200);
        guest.send("{'action':'history','time':1,'room':'#den'}").expect(410, "not kept");
        guest.close();
    }

    @Test
    void only_members_may_ask() {
        alice.join("#tea");
        bob.send("{'action':'history','time':1,'room':'#tea'}").expect(403, "join it first");
        bob.send("{'action':'history','time':1,'room':'#coffee'}").expect(404, "There is no room #coffee");
        bob.send("{'action':'history','time':1}").expect(400, "Say whose history it is");
        bob.send("{'action':'history','time':1,'room':'#tea','limit':201}").expect(400, "from 1 to 200");
    }

    @Test
    void a_mark_grows_only_and_sending_moves_it() {
        sayThree();
        String mark = "{'action':'mark','time':1,'room':'#tea'";
        bob.send(mark + "}")
                .expectLine("{'response':200,'time':1763700000,'alert':'So far it is read.','id':" + THIRD
                        + ",'read':1763699999999999,'unread':3}");
        bob.send(mark + ",'id':" + SECOND + "}").expect(200, "read");
        bob.send(mark + ",'id':" + FIRST + "}").expect(200, "read");
        assertThat(bob.send(mark + "}").expect(200)).contains("\"read\":" + SECOND + ",\"unread\":1");
        bob.msg("#tea", "four").expect(200);
        assertThat(bob.send(mark + "}").expect(200)).contains("\"unread\":0");
        RawClient guest = server.online("guest");
        guest.join("#tea");
        guest.send(mark + ",'id':" + FIRST + "}").expect(403, "no marks of guests");
        guest.close();
    }

    @Test
    void a_search_finds_the_newest_first_in_the_rooms_that_one_is_in() {
        sayThree();
        bob.join("#tee");
        bob.msg("#tee", "three more").expect(200);
        bob.send("{'action':'search','time':1,'text':'three'}").expect(202, "#tee");
        bob.expectLine(part(THIRD, "three")).expect(200, "Messages: 2.");
        bob.send("{'action':'search','time':1,'text':'three','from':'alice','limit':1}");
        bob.expectLine(part(THIRD, "three")).expect(200, "Messages: 1.");
        alice.send("{'action':'search','time':1,'text':'more'}").expect(200, "Messages: 0.");
    }

    @Test
    void who_has_said_something_may_take_it_back() {
        sayThree();
        RawClient asker = server.online("asker");
        asker.send("{'action':'join','time':1,'room':'#tea','ids':true}").expect(200);
        bob.expect(100, "asker joined");
        bob.send("{'action':'forget','time':1,'id':" + SECOND + "}").expect(403, "Only the account");
        alice.expect(100, "asker joined");
        alice.send("{'action':'forget','time':1,'id':" + SECOND + "}")
                .expectLine("{'response':200,'time':1763700000,'alert':'The message is forgotten.','forgotten':"
                        + SECOND + "}");
        asker.expectLine("{'response':100,'time':1763700000,'alert':'alice took back a message in #tea.','forgotten':"
                + SECOND + "}");
        alice.send("{'action':'forget','time':1,'id':" + SECOND + "}").expect(404, "no message");
        bob.send("{'action':'history','time':1,'room':'#tea'}")
                .expectLine(part(FIRST, "one"))
                .expectLine(part(THIRD, "three"))
                .expect(200, "Messages: 2.");
        asker.close();
    }

    @Test
    void a_room_of_which_something_is_kept_stays_when_the_last_one_leaves() {
        sayThree();
        alice.send("{'action':'leave','time':1,'room':'#tea'}").expect(200);
        bob.expect(100, "left");
        bob.send("{'action':'leave','time':1,'room':'#tea'}").expect(200);
        bob.send("{'action':'rooms','time':1}").expect(202, "#tea");
        bob.expect(200);
        RawClient guest = server.online("guest");
        guest.send("{'action':'join','time':1,'room':'#tea'}").expect(200, "You are in #tea.");
        guest.send("{'action':'history','time':1,'room':'#tea','limit':1}")
                .expectLine(part(THIRD, "three"))
                .expect(200);
        guest.close();
    }

    @Test
    void of_one_maker_a_hundred_rooms_stay() {
        for (int i = 0; i < 101; i++) {
            String room = "#room" + i;
            alice.join(room);
            alice.msg(room, "x").expect(200);
            alice.send("{'action':'leave','time':1,'room':'" + room + "'}").expect(200);
        }
        bob.send("{'action':'join','time':1,'room':'#room99'}").expect(200);
        bob.send("{'action':'join','time':1,'room':'#room100'}").expect(201);
    }

    @Test
    void a_guests_room_where_nothing_was_said_closes_as_ever() {
        RawClient guest = server.online("guest");
        guest.join("#tea");
        guest.send("{'action':'leave','time':1,'room':'#tea'}").expect(200);
        alice.send("{'action':'rooms','time':1}").expect(200, "Rooms: 0.");
        guest.close();
    }

    /** Alice makes the room, and says three things while bob is there. */
    private void sayThree() {
        alice.join("#tea");
        bob.join("#tea");
        alice.expect(100, "bob joined");
        for (String text : new String[] {"one", "two", "three"}) {
            alice.msg("#tea", text).expect(200);
            bob.expectMessage("alice", text);
        }
    }

    private static String part(String id, String text) {
        return "{'response':202,'time':1763700000,'id':" + id + ",'room':'#tea','from':'alice','message':'" + text
                + "'}";
    }
}

package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 7: the sessions of one account are in its rooms together. */
@Timeout(60)
class SharedRoomsTest {
    private final TestServer server = TestServer.start().withAccount("alice", "secret");

    private final Machines machines = new Machines(server);

    private final RawClient bob = machines.guest("bob").join("#tea");
    private final RawClient first = machines.also("alice", 1);
    private final RawClient second = machines.also("alice", 2);

    @AfterEach
    void stop() {
        machines.close(); // first: the server waits for who is there
        server.close();
    }

    @Test
    void a_join_of_one_holds_for_all_who_are_told_and_others_hear_of_one() {
        first.join("#tea");

        second.expectLine("{'response':100,'time':1763700000,'alert':'You joined #tea.','room':'#tea'}");
        bob.expect(100, "\"alice joined #tea\"").fence("bob");
        second.msg("#tea", "hi").expect(200, "\"reached\":1}");
        bob.expectMessage("alice", "hi");
        second.send("{'action':'join','time':1,'room':'#tea'}").expect(200, "You are in #tea.");
        first.expectMessage("alice", "hi");
        first.fence("alice");
        bob.fence("bob");
    }

    @Test
    void a_leave_of_one_holds_for_all_who_are_told_and_others_hear_of_one() {
        first.join("#tea");
        second.expect(100, "You joined #tea.");
        bob.expect(100, "alice joined #tea");

        second.send("{'action':'leave','time':1,'room':'#tea'}").expect(200, "You left #tea.");

        first.expectLine("{'response':100,'time':1763700000,'alert':'You left #tea.','room':'#tea'}");
        first.msg("#tea", "hi").expect(403);
        bob.expect(100, "\"alice left #tea\"").fence("bob");
        first.send("{'action':'leave','time':1,'room':'#tea'}").expect(404);
    }

    @Test
    void what_is_said_in_a_room_comes_to_all_and_counts_as_one() {
        first.join("#tea");
        second.expect(100);
        bob.expect(100);

        bob.msg("#tea", "hi").expect(200, "\"reached\":1}");

        first.expectMessage("bob", "hi");
        second.expectMessage("bob", "hi");
    }

    @Test
    void one_that_is_added_is_in_the_rooms_and_is_told_of_each_after_the_answer_to_its_login() {
        first.join("#tea").join("#cake");
        bob.expect(100, "alice joined #tea");

        RawClient third = machines.also("alice", 3);

        third.expectLine("{'response':100,'time':1763700000,'alert':'You joined #cake.','room':'#cake'}");
        third.expectLine("{'response':100,'time':1763700000,'alert':'You joined #tea.','room':'#tea'}");
        bob.msg("#tea", "hi").expect(200);
        third.expectMessage("bob", "hi");
    }

    @Test
    void the_others_hear_of_a_leave_when_the_last_one_has_gone() {
        first.join("#tea");
        second.expect(100);
        bob.expect(100, "joined");

        first.quit();
        bob.fence("bob");
        second.quit();

        bob.expect(100, "\"alice left #tea\"");
        bob.send("{'action':'who','time':1,'room':'#tea'}")
                .expect(202, "[\"bob\"]")
                .expect(200);
    }

    @Test
    void the_bound_on_rooms_is_that_of_the_account() {
        for (int i = 0; i < 50; i++) {
            first.join("#first-" + i);
            second.expect(100, "#first-" + i);
            second.join("#second-" + i);
            first.expect(100, "#second-" + i);
        }

        second.send("{'action':'join','time':1,'room':'#tea'}").expect(403, "100 rooms");
    }

    @Test
    void an_account_that_comes_back_after_all_have_gone_is_in_no_room() {
        first.join("#tea");
        second.expect(100);
        first.quit();
        second.quit();

        RawClient back = machines.also("alice", 1);

        back.fence("alice");
        assertThat(back.msg("#tea", "hi").expect(403)).contains("join");
    }
}

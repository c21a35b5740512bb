package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 5: several sessions of one account. */
@Timeout(60)
class SeveralSessionsTest {
    private final TestServer server =
            TestServer.start().withAccount("Alice", "secret").withAccount("carol", "secret");

    private final Machines machines = new Machines(server);

    @AfterEach
    void stop() {
        machines.close(); // first: the server waits for who is there
        server.close();
    }

    @Test
    void each_login_with_also_is_told_how_many_there_are_then() {
        machines.also("Alice", 1);
        machines.also("Alice", 2);
        machines.also("Alice", 3);
    }

    @Test
    void one_too_many_is_refused_and_may_come_when_another_has_gone() {
        RawClient first = machines.also("Alice", 1);
        machines.also("Alice", 2);
        machines.also("Alice", 3);

        RawClient fourth = machines.ask("Alice", "")
                .expect(409, "You have 3 sessions online, which is the limit: quit one first.");
        first.quit();

        fourth.send("{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'},"
                        + "'session':'also'}")
                .expect(200, "\"sessions\":3}");
    }

    @Test
    void who_does_not_ask_for_it_is_told_nothing_of_sessions_and_replaces_all() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);

        RawClient next = machines.connect().authenticate("Alice", "secret");

        next.expectLine("{'response':200,'time':1763700000,'alert':'You are online as Alice.'}");
        for (RawClient former : new RawClient[] {first, second}) {
            former.expect(101, "You came online elsewhere.").expectEnd();
        }
        next.fence("Alice");
    }

    @Test
    void another_word_than_also_means_nothing() {
        RawClient first = machines.also("Alice", 1);

        machines.connect()
                .send("{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'},"
                        + "'session':'only'}")
                .expectLine("{'response':200,'time':1763700000,'alert':'You are online as Alice.'}");

        first.expect(101, "elsewhere");
    }

    @Test
    void a_session_that_came_without_also_stays_beside_one_that_comes_with_it() {
        RawClient first = machines.connect().authenticate("Alice", "secret").expect(200, "Alice");
        machines.also("Alice", 2);

        first.fence("Alice");
    }

    @Test
    void a_message_comes_to_all_of_them() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);

        machines.guest("bob").msg("alice", "hi").expect(200, "Sent.");

        first.expectMessage("bob", "hi");
        second.expectMessage("bob", "hi");
    }

    @Test
    void what_one_of_them_says_comes_to_the_others_with_ones_own_name() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.connect().authenticate("Alice", "secret").expect(200, "Alice");
        first.expect(101);
        RawClient third = machines.also("Alice", 2);
        RawClient bob = machines.guest("bob");

        third.msg("bob", "hi").expect(200, "Sent.");

        bob.expectMessage("Alice", "hi");
        assertThat(second.expectMessage("Alice", "hi")).contains("\"to\":\"bob\"");
        third.fence("Alice");
    }

    @Test
    void what_one_of_them_says_to_oneself_comes_to_each_once() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);

        first.msg("alice", "note");

        first.expectMessage("Alice", "note");
        first.expect(200, "Sent.").fence("Alice");
        second.expectMessage("Alice", "note");
        second.fence("Alice");
    }

    @Test
    void who_lists_the_name_once_until_the_last_has_gone() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);
        RawClient bob = machines.guest("bob");
        bob.send("{'action':'who','time':1}").expect(202, "[\"Alice\",\"bob\"]").expect(200, "Online: 2.");

        first.quit();
        bob.send("{'action':'who','time':1}").expect(202, "[\"Alice\",\"bob\"]").expect(200);
        second.reset();

        await().until(() -> !server.isOnline("Alice"));
        bob.send("{'action':'who','time':1}").expect(202, "[\"bob\"]").expect(200);
    }

    @Test
    void contacts_hear_of_the_first_that_comes_and_of_the_last_that_goes() {
        RawClient carol = machines.also("carol", 1);
        carol.send("{'action':'add_contact','time':1,'user_id':'alice'}").expect(200);

        RawClient first = machines.also("Alice", 1);
        carol.expect(100, "Alice is online");
        RawClient second = machines.also("Alice", 2);
        first.quit();
        carol.fence("carol");
        second.quit();

        carol.expect(100, "Alice is offline");
    }

    @Test
    void all_of_them_hear_of_the_accounts_contacts() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);
        first.send("{'action':'add_contact','time':1,'user_id':'carol'}").expect(200);

        machines.also("carol", 1);

        first.expect(100, "carol is online");
        second.expect(100, "carol is online");
    }

    @Test
    void the_status_is_the_one_that_was_set_last_by_any_of_them() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);
        status(first, "at home").expect(200);
        status(second, "at work").expect(200);
        second.quit();

        first.send("{'action':'who','time':1,'statuses':true}").expect(202, "list");

        first.expectLine("{'response':202,'time':1763700000,'user':{'account_name':'Alice','status':'at work'}}");
    }

    @Test
    void a_block_ends_all_of_them() {
        RawClient first = machines.also("Alice", 1);
        RawClient second = machines.also("Alice", 2);

        server.block("Alice");

        first.expect(403, "blocked").expectEnd();
        second.expect(403, "blocked").expectEnd();
    }

    private static RawClient status(RawClient client, String status) {
        return client.send("{'action':'presence','time':1,'user':{'account_name':'alice','status':'" + status + "'}}");
    }
}

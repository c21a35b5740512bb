package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 6: the sessions of one account have one mailbox. */
@Timeout(60)
class SharedMailboxTest {
    private final TestServer server = TestServer.startWithMailbox(1000).withAccount("alice", "secret");

    private final Machines machines = new Machines(server);

    private final RawClient bob = machines.guest("bob");

    @AfterEach
    void stop() {
        machines.close(); // first: the server waits for who is there
        server.close();
    }

    @Test
    void what_one_of_them_confirms_is_read_for_all() {
        RawClient first = machines.also("alice", 1);
        RawClient second = machines.also("alice", 2);
        bob.msg("alice", "hi").expect(200);
        second.expectMessage("bob", "hi");
        first.expectMessage("bob", "hi");
        first.expectProbe();
        first.fence("alice");

        loseAll(first, second);

        machines.also("alice", 1).fence("alice");
    }

    @Test
    void what_none_of_them_confirms_waits_for_the_next_one() {
        RawClient first = machines.also("alice", 1);
        RawClient second = machines.also("alice", 2);
        bob.msg("alice", "hi").expect(200);
        second.expectMessage("bob", "hi");
        first.expectMessage("bob", "hi");

        loseAll(first, second);

        RawClient next = machines.also("alice", 1);
        next.expectMessage("bob", "hi");
        next.expectProbe();
        next.fence("alice");
    }

    @Test
    void letters_that_wait_go_to_the_first_and_another_gets_what_comes_then() {
        bob.msg("alice", "letter").expect(202);
        RawClient first = machines.also("alice", 1);
        first.expectMessage("bob", "letter");
        first.expectProbe();
        RawClient second = machines.also("alice", 2);

        bob.msg("alice", "news").expect(200);

        second.expectMessage("bob", "news");
        first.expectMessage("bob", "news");
    }

    @Test
    void what_only_one_was_sent_who_is_lost_comes_to_the_others() {
        bob.msg("alice", "letter").expect(202);
        RawClient first = machines.also("alice", 1);
        first.expectMessage("bob", "letter");
        RawClient second = machines.also("alice", 2);

        first.reset();

        second.expectProbe(); // who is there is asked, and then sent what waits
        second.presence("alice").expect(200);
        second.expectMessage("bob", "letter");
    }

    @Test
    void what_others_have_confirmed_meanwhile_does_not_come_again() {
        bob.msg("alice", "letter").expect(202);
        RawClient first = machines.also("alice", 1);
        first.expectMessage("bob", "letter");
        RawClient second = machines.also("alice", 2);
        bob.msg("alice", "news").expect(200);
        second.expectMessage("bob", "news");
        second.expectProbe();
        second.fence("alice");

        first.reset();

        second.expectProbe();
        second.presence("alice").expect(200);
        second.expectMessage("bob", "letter");
        second.expectProbe();
        second.fence("alice");
    }

    @Test
    void the_loss_of_one_sends_nothing_again_that_the_others_were_sent() {
        RawClient first = machines.also("alice", 1);
        RawClient second = machines.also("alice", 2);
        bob.msg("alice", "hi").expect(200);
        first.expectMessage("bob", "hi");
        second.expectMessage("bob", "hi");

        lose(first);

        second.expectProbe();
        second.fence("alice");
        bob.msg("alice", "more").expect(200);
        second.expectMessage("bob", "more");
    }

    @Test
    void what_others_were_sent_too_does_not_come_to_them_again() {
        RawClient first = machines.also("alice", 1);
        bob.msg("alice", "one").expect(200);
        first.expectMessage("bob", "one");
        RawClient second = machines.also("alice", 2);
        bob.msg("alice", "two").expect(200);
        second.expectMessage("bob", "two");

        lose(first);

        second.expectProbe();
        second.presence("alice").expect(200);
        second.expectMessage("bob", "one");
        second.expectProbe();
        second.fence("alice");
        bob.msg("alice", "three").expect(200);
        second.expectMessage("bob", "three");
        loseAll(second);
        machines.also("alice", 1).expectMessage("bob", "three");
    }

    @Test
    void the_quit_of_the_last_one_confirms_what_it_was_sent() {
        RawClient first = machines.also("alice", 1);
        RawClient second = machines.also("alice", 2);
        bob.msg("alice", "hi").expect(200);
        first.expectMessage("bob", "hi");
        first.quit();
        second.expectMessage("bob", "hi");
        second.quit();

        machines.also("alice", 1).fence("alice");
    }

    private void loseAll(RawClient... clients) {
        for (RawClient client : clients) {
            lose(client);
        }
        await().until(() -> !server.isOnline("alice"));
    }

    private void lose(RawClient client) {
        int before = server.connections();
        client.reset();
        await().until(() -> server.connections() < before);
    }
}

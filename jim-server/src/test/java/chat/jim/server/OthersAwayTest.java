package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.server.store.repair.Repair;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PROTOCOL.md, sections 6 and 9: 503 and 504, where the other servers of a chat cannot be reached or do not answer. */
@Timeout(60)
class OthersAwayTest {
    @TempDir
    private Path folder;

    private final OthersAway others = new OthersAway();
    private Server server;
    private RawClient alice;

    @BeforeEach
    void comeOnline() throws IOException {
        server = new Server(
                        TestConfig.usual(),
                        Repair.openStore(folder, report -> {}),
                        null,
                        InstantSource.system(),
                        others)
                .start();
        alice = RawClient.online(server.port(), "alice");
    }

    @AfterEach
    void stop() {
        alice.close();
        server.close();
    }

    @Test
    void a_message_to_whom_nobody_can_look_for_is_answered_503_and_the_connection_goes_on() {
        alice.msg("unknown", "hi").expect(503, "cannot be asked");

        alice.msg("alice", "still here").expectMessage("alice", "still here");
    }

    @Test
    void a_message_of_which_nobody_knows_is_answered_504_in_its_turn_and_the_connection_goes_on() {
        alice.msg("silent", "one").msg("unknown", "two").msg("nobody", "three");
        alice.expect(504, "nobody knows");
        alice.expect(503, "cannot be asked");
        alice.expect(404, "check the name");

        alice.msg("alice", "still here").expectMessage("alice", "still here");
    }

    @Test
    void who_has_come_here_before_it_is_known_that_he_is_nowhere_else_gets_the_message() throws InterruptedException {
        alice.msg("coming", "hi");
        others.asked().await();
        try (RawClient bob = RawClient.online(server.port(), "coming")) {
            others.answer().countDown();

            alice.expect(200);
            bob.expectMessage("alice", "hi");
        }
    }

    @Test
    void who_has_come_here_does_not_wait_for_what_is_sent_behind_it() throws InterruptedException {
        alice.send("{'action':'msg','time':1,'to':'coming','from':'alice','message':'hi'}\n"
                + "{'action':'msg','time':1,'to':'stuck','from':'alice','message':'hi'}");
        others.asked().await();
        try (RawClient bob = RawClient.online(server.port(), "coming")) {
            others.answer().countDown();

            bob.expectMessage("alice", "hi");

            others.end().countDown();
        }
    }

    @Test
    void what_somebody_has_sent_does_not_wait_until_he_is_gone() {
        RawClient bob = RawClient.online(server.port(), "leaving");
        bob.sendBare("{'action':'msg','time':1,'to':'alice','from':'leaving','message':'hi'}\n{" + " ".repeat(10_000));

        alice.expectMessage("leaving", "hi");

        others.end().countDown();
    }

    @Test
    void what_is_sent_together_to_somebody_who_moves_meanwhile_goes_the_same_way() {
        alice.send("{'action':'msg','time':1,'to':'moving','from':'alice','message':'one'}\n"
                + "{'action':'msg','time':1,'to':'moving','from':'alice','message':'two'}");

        alice.expect(200);
        alice.expect(200);
    }

    @Test
    void who_has_to_go_is_told_nothing_that_could_be_taken_for_the_answer_to_a_message() {
        alice.msg("slow", "hi");
        await().until(() -> others.asked().getCount() == 0);
        others.cutOff();

        alice.expect(101, "This server has lost the others: connect again.");
        others.answer().countDown();
        alice.expectEnd();
    }

    @Test
    void who_is_about_to_come_online_has_to_go_too() {
        try (RawClient bob = RawClient.connect(server.port())) {
            bob.presence("late");
            await().until(() -> others.asked().getCount() == 0);
            others.cutOff();
            others.answer().countDown();

            bob.expect(101, "This server has lost the others: connect again.");
            bob.expectEnd();
        }
    }

    @Test
    void a_list_says_how_many_servers_are_missing() {
        alice.send("{'action':'who','time':1}").receive();

        alice.expect(200, "Online: 1, without 2 servers that do not answer.");
    }

    @Test
    void a_login_is_answered_503_and_the_connection_is_closed() {
        try (RawClient bob = RawClient.connect(server.port())) {
            bob.presence("unknown").expect(503, "try again");
            bob.expectEnd();
        }
    }
}

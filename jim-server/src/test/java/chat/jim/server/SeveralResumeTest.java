package chat.jim.server;

import static chat.jim.server.ResumingPeers.token;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 5: a token belongs to one of several sessions of an account. */
@Timeout(60)
class SeveralResumeTest {
    private static final String ASKING = ",'resume':true";

    private TestServer server = TestServer.startWithMailbox(100).withAccount("alice", "secret");
    private final ResumingPeers peers = new ResumingPeers(server);
    private final Machines machines = new Machines(server);
    private final RawClient first = machines.ask("alice", ASKING);
    private final String firsts = token(first);
    private final RawClient second = machines.ask("alice", ASKING);
    private final String seconds = token(second);

    @AfterEach
    void stop() {
        peers.close();
        machines.close();
        server.close();
    }

    @Test
    void it_replaces_that_session_and_the_others_stay() {
        RawClient back = peers.comeBack("alice", seconds);

        assertThat(back.expect(200)).contains("\"sessions\":2}").containsPattern("\"resume\":\"[^\"]+\"");
        second.expect(101, "You came online elsewhere.").expectEnd();
        first.fence("alice");
    }

    @Test
    void it_is_good_for_that_even_if_there_may_be_no_more_sessions() {
        machines.also("alice", 3);

        peers.comeBack("alice", firsts).expect(200, "\"sessions\":3}");

        first.expect(101, "elsewhere");
        second.fence("alice");
    }

    @Test
    void one_too_many_is_refused_and_comes_in_with_the_same_token_when_another_has_quit() {
        peers.lose(first);
        machines.also("alice", 2);
        machines.also("alice", 3);

        peers.comeBack("alice", firsts).expect(409, "You have 3 sessions online");

        second.quit();
        peers.comeBack("alice", firsts).expect(200, "\"sessions\":3}");
        peers.comeBack("alice", firsts).expect(401);
    }

    @Test
    void each_comes_back_with_its_own() {
        peers.lose(first);
        peers.lose(second);

        peers.comeBack("alice", firsts).expect(200, "\"sessions\":1}");
        peers.comeBack("alice", seconds).expect(200, "\"sessions\":2}");
        peers.comeBack("alice", firsts).expect(401);
    }

    @Test
    void each_comes_back_with_its_own_after_a_restart() {
        server = server.restartWithMailbox(100);
        peers.moveTo(server);

        peers.comeBack("alice", firsts).expect(200, "\"sessions\":1}");
        peers.comeBack("alice", seconds).expect(200, "\"sessions\":2}");
    }

    @Test
    void the_quit_of_one_makes_only_its_own_void() {
        first.quit();
        peers.lose(second);

        peers.comeBack("alice", firsts).expect(401);
        peers.comeBack("alice", seconds).expect(200, "\"sessions\":1}");
    }

    @Test
    void a_login_that_replaces_all_makes_all_void() {
        peers.connect().authenticate("alice", "secret").expect(200, "alice");

        peers.comeBack("alice", firsts).expect(401);
        peers.comeBack("alice", seconds).expect(401);
    }

    @Test
    void another_password_makes_all_void() {
        first.send("{'action':'passwd','time':1,'user':{'account_name':'alice','password':'secret'},"
                + "'new_password':'another secret','resume':true}");
        String renewed = token(first);

        peers.comeBack("alice", seconds).expect(401);
        second.fence("alice");
        peers.comeBack("alice", renewed).expect(200, "\"sessions\":2}");
    }

    @Test
    void another_one_for_the_same_session_makes_only_its_own_void() {
        String renewed = token(ResumingPeers.presence(first, "alice", "true"));

        peers.comeBack("alice", firsts).expect(401);
        peers.comeBack("alice", seconds).expect(200, "\"sessions\":2}");
        peers.comeBack("alice", renewed).expect(200, "\"sessions\":2}");
    }

    @Test
    void one_that_came_without_also_is_told_nothing_of_sessions_when_it_comes_back() {
        RawClient alone = peers.login("authenticate", "alice", "secret");
        String token = token(alone);
        machines.also("alice", 2);
        peers.lose(alone);

        assertThat(peers.comeBack("alice", token).expect(200)).doesNotContain("sessions");
    }

    @Test
    void what_the_former_session_alone_was_sent_comes_to_all() {
        first.quit();
        RawClient bob = machines.guest("bob");
        bob.msg("alice", "one").expect(200);
        second.expectMessage("bob", "one");
        RawClient third = machines.also("alice", 2);

        RawClient back = peers.comeBack("alice", seconds);

        back.expect(200, "\"sessions\":2}").expectMessage("bob", "one");
        third.expectProbe();
        third.expectMessage("bob", "one");
    }
}

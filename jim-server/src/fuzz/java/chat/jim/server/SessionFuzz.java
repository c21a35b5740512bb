package chat.jim.server;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Looks for steps of several peers after which the server, or a peer, is not where the rules have it. */
class SessionFuzz {
    private final SessionInputsTest test = new SessionInputsTest();

    @FuzzTest
    void fuzz(byte[] input) {
        test.any_peers_see_what_the_rules_say(input);
    }
}

package chat.jim.server;

import static chat.jim.server.ResumingPeers.presence;
import static chat.jim.server.ResumingPeers.token;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built server killed and started again, and what resume tokens are good for then. */
class ResumeIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeAccount() throws IOException {
        try (Store store = Repair.openStore(Program.data(folder), report -> {})) {
            store.accounts().add(Address.account("alice"), CheapHash.of("secret"));
        }
    }

    @Test
    void after_a_kill_an_account_and_a_guest_come_back_and_tokens_that_were_used_do_not() {
        String used;
        String alices;
        String bobs;
        try (Program server = Program.startServer(folder);
                RawClient alice = RawClient.connect(server.port());
                RawClient back = RawClient.connect(server.port());
                RawClient bob = RawClient.connect(server.port())) {
            used = token(
                    alice.send(
                            "{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'},'resume':true}"));
            alices = token(presence(back, "alice", "'" + used + "'"));
            bobs = token(presence(bob, "bob", "true"));
            awaitDisk(server.port());
            server.kill();
        }
        try (Program server = Program.startServer(folder);
                RawClient thief = RawClient.connect(server.port());
                RawClient alice = RawClient.connect(server.port());
                RawClient bob = RawClient.connect(server.port())) {
            presence(thief, "alice", "'" + used + "'").expect(401);
            String nextOfBob = token(presence(bob, "bob", "'" + bobs + "'"));
            assertThat(token(presence(alice, "alice", "'" + alices + "'")))
                    .isNotEqualTo(alices)
                    .isNotEqualTo(nextOfBob);
        }
    }

    @Test
    void after_a_kill_a_token_is_void_that_the_command_account_has_made_void() {
        String alices;
        try (Program server = Program.startServer(folder);
                RawClient alice = RawClient.connect(server.port());
                RawClient thief = RawClient.connect(server.port())) {
            alices = token(
                    alice.send(
                            "{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'},'resume':true}"));
            awaitDisk(server.port());
            account("block");
            account("unblock");
            presence(thief, "alice", "'" + alices + "'").expect(401);
            server.kill();
        }
        try (Program server = Program.startServer(folder);
                RawClient thief = RawClient.connect(server.port())) {
            presence(thief, "alice", "'" + alices + "'").expect(401);
        }
    }

    private void account(String command) {
        try (Program program = Program.startHere(folder, List.of(), ServerMain::run, "account", command, "alice")) {
            assertThat(program.exitStatus()).isZero();
        }
    }

    /** A change that is waited for: those before it are on the disk then. */
    private static void awaitDisk(int port) {
        try (RawClient dave = RawClient.connect(port)) {
            dave.register("dave", "daves-own").expect(201);
        }
    }
}

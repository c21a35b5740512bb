package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Orders;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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

    private final Away others = new Away();
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
        others.asked.await();
        try (RawClient bob = RawClient.online(server.port(), "coming")) {
            others.answer.countDown();

            alice.expect(200);
            bob.expectMessage("alice", "hi");
        }
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
        await().until(() -> others.asked.getCount() == 0);
        others.cutOff.run();

        alice.expect(101, "This server has lost the others: connect again.");
        others.answer.countDown();
        alice.expectEnd();
    }

    @Test
    void who_is_about_to_come_online_has_to_go_too() {
        try (RawClient bob = RawClient.connect(server.port())) {
            bob.presence("late");
            await().until(() -> others.asked.getCount() == 0);
            others.cutOff.run();
            others.answer.countDown();

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

    /** Other servers that give nothing but names, and no answer but to what is sent to some. */
    private static final class Away implements Others {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private Runnable cutOff = () -> {};
        private volatile boolean hasMoved;

        @Override
        public void begin(Here here, Runnable cutOff) {
            this.cutOff = cutOff;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public Orders orders() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RoomHomes homes() {
            return new RoomsHere();
        }

        @Override
        public boolean isHere(Address name) {
            return true;
        }

        @Override
        public boolean claim(Address name, @Nullable Right right, BooleanSupplier isThere) {
            if (isCalled(name, "unknown")) {
                throw new ProtocolException(Code.UNAVAILABLE, "The server that has it does not answer: try again.");
            }
            if (isCalled(name, "late")) {
                waitForAnswer();
            }
            return true;
        }

        @Override
        public void release(Address name, AccountKey account) {}

        @Override
        public Parcel parcel(OutgoingMsg msg, Peer sender, Address to, Fallback fallback) {
            if (isCalled(to, "unknown")) {
                throw new ProtocolException(Code.UNAVAILABLE, "The other servers cannot be asked for " + to + ".");
            }
            if (isCalled(to, "slow")) {
                return this::waitForAnswer;
            }
            if (isCalled(to, "coming")) {
                OutgoingMsg.Copy copy = msg.copy();
                return () -> {
                    waitForAnswer();
                    return fallback.ifNobody(copy.message(InstantSource.system()));
                };
            }
            if (isCalled(to, "moving") && !hasMoved) {
                hasMoved = true;
                return () -> Routed.toUser(0);
            }
            return isCalled(to, "silent") ? Away::waitForNothing : null;
        }

        private Routed waitForAnswer() {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Routed.toUser(0);
        }

        private static Routed waitForNothing() {
            throw new ProtocolException(Code.NO_ANSWER, "There is no answer: nobody knows whether it arrived.");
        }

        private static boolean isCalled(Address name, String text) {
            return name.equals(Address.account(text));
        }

        @Override
        public Parcel parcelBehind(Parcel before, OutgoingMsg msg) {
            return before;
        }

        @Override
        public void keep(Address account, CompletableFuture<Long> stored) {}

        @Override
        public boolean have(AccountKey account) {
            return false;
        }

        @Override
        public void tellTakenBack(AccountKey reader, Address by, long id) {}

        @Override
        public boolean have(Address name) {
            return false;
        }

        @Override
        public Names names() {
            return new Names(List.of(), 2);
        }

        @Override
        public Map<Address, String> statuses() {
            return Map.of();
        }

        @Override
        public Somebody find(Address name) {
            return null;
        }

        @Override
        public void tellFailedLogin(Address account, InetAddress network) {}

        @Override
        public void tellNews(String news, List<AccountKey> readers) {}

        @Override
        public Detour detour(String node, Connection connection, byte[] first) {
            throw new ProtocolException(Code.UNAVAILABLE, "The server does not answer: try again.");
        }

        @Override
        public void send(List<Parcel> parcels) {}

        @Override
        public void leave() {}

        @Override
        public void close() {}
    }
}

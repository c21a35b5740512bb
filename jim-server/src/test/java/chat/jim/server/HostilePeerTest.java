package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Peers that keep to nothing: the server stays what it is for all others. */
class HostilePeerTest {
    private static final List<String> REQUESTS = List.of(
            "{'action':'presence','time':1,'user':{'account_name':'new'}}",
            "{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'wrong'}}",
            "{'action':'register','time':1,'user':{'account_name':'alice','password':'secret'}}",
            "{'action':'msg','time':1,'to':'new','message':'hi'}",
            "{'action':'join','time':1,'room':'#tea'}",
            "{'action':'add_contact','time':1,'user_id':'alice'}",
            "{'action':'probe','time':1}",
            "{'action':'quit'}",
            "{'response':200,'time':1}",
            "garbage");

    @Test
    void a_frame_without_end_is_answered_400_and_closed_long_before_its_gigabyte() {
        try (TestServer server = TestServer.start()) {
            RawClient peer = server.connect().sendBytes("{\"action\":\"".getBytes(UTF_8));
            Thread gigabyte = new Thread(() -> {
                byte[] more = "x".repeat(64 * 1024).getBytes(UTF_8);
                try {
                    for (int i = 0; i < 16 * 1024; i++) {
                        peer.sendBytes(more);
                    }
                } catch (UncheckedIOException e) {
                    // The connection is closed, as it should be.
                }
            });
            gigabyte.start();

            peer.expect(400);
            peer.expectEnd();
            peer.close();
            await().until(() -> server.connections() == 0);
            await().until(() -> !gigabyte.isAlive());
        }
    }

    @Test
    void hundreds_of_half_frames_a_byte_at_a_time_end_at_the_login_timeout_and_hold_up_nobody() {
        try (TestServer server = TestServer.startImpatient()) {
            String half = "{'action':'presence','time':1," + " ".repeat(550);
            List<RawClient> slow = IntStream.range(0, 300)
                    .mapToObj(
                            i -> server.connect().sendBytes(RawClient.json(half).getBytes(UTF_8)))
                    .toList();
            slow.forEach(peer -> peer.sendBytes(" ".getBytes(UTF_8)));
            RawClient alice = server.online("alice");

            for (RawClient peer : slow) {
                alice.msg("alice", "hi");
                alice.expectMessage("alice", "hi");
                alice.expect(200);
                peer.expect(101, "did not come online in time");
                peer.expectEnd();
                peer.close();
            }
            alice.fence("alice");
            await().until(() -> server.connections() == 1);
            alice.close();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "does not tell how many files are open")
    void refused_connections_cost_no_thread_and_few_files() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (TestServer server = TestServer.startWithRoomFor(1)) {
            RawClient alice = server.online("alice");
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long files = system.getOpenFileDescriptorCount();
            int count = 400;

            List<RawClient> refused =
                    IntStream.range(0, count).mapToObj(i -> server.connect()).toList();
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 20);
            await().until(() ->
                    system.getOpenFileDescriptorCount() - files - count < ConnectionLimit.REFUSED_BUT_OPEN + 20);
            refused.get(0).expect(503, "full");
            alice.fence("alice");

            refused.forEach(RawClient::close);
            await().until(() -> system.getOpenFileDescriptorCount() < files + 20);
            alice.quit();
            await().until(() -> {
                try (RawClient next = server.connect()) {
                    return next.presence("next").receive().startsWith("{\"response\":200,");
                }
            });
        }
    }

    @Test
    void every_request_twice_and_in_every_order_is_answered_and_never_by_500() {
        try (TestServer server = TestServer.start().withAccount("alice", "secret")) {
            for (String first : REQUESTS) {
                for (String second : REQUESTS) {
                    try (RawClient peer = server.connect()) {
                        peer.send(first).send(first).send(second).send(second).send("{'action':'quit'}");
                        String answers = String.join("\n", peer.receiveAll());
                        assertThat(answers)
                                .as("%s, %s", first, second)
                                .startsWith("{\"response\":")
                                .doesNotContain("\"response\":500");
                    }
                }
            }
        }
    }

    @Test
    void a_peer_that_echoes_all_it_hears_is_soon_closed() {
        try (TestServer server = TestServer.start();
                RawClient echo = server.online("echo")) {
            echo.msg("echo", "hello");
            int heard = 0;
            for (String line = echo.receive(); !line.contains("Too many in a row"); line = echo.receive()) {
                echo.send(line);
                assertThat(++heard).isLessThan(1000);
            }
        }
    }

    @Test
    void a_refused_login_leaves_the_name_free_for_its_owner() {
        try (TestServer server = TestServer.start().withAccount("alice", "secret");
                RawClient impostor = server.connect();
                RawClient owner = server.connect()) {
            impostor.authenticate("alice", "wrong").expect(402);
            impostor.presence("alice").expect(401);
            impostor.register("alice", "mine").expect(409);
            setBlocked(server, true);
            impostor.authenticate("alice", "secret").expect(403);
            setBlocked(server, false);

            owner.authenticate("alice", "secret").expect(200);
            impostor.fence("impostor");
        }
    }

    private static void setBlocked(TestServer server, boolean blocked) {
        try (Store others = server.openStore()) {
            others.accounts().setBlocked(Address.account("alice"), blocked);
        }
    }
}

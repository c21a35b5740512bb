package chat.jim.client;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.client.link.Patience;
import chat.jim.client.link.PlayedDns;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.link.ServerList;
import chat.jim.client.link.ServerName;
import chat.jim.client.link.UntrustedServerException;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.TestServer;
import chat.jim.testing.Certificates;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import chat.jim.tls.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that knows several servers, of which the test plays two, the first of them to begin with. */
@Timeout(120)
class OtherServerTest {
    private static final Address ALICE = Address.account("alice");
    private static final String OK = "{'response':200,'time':1,'resume':'first'}";
    private static final String BUSY = "{'response':503,'time':1,'error':'Going down: connect again.'}";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
    private final ClientListener listener = new ClientListener() {
        @Override
        public void onMessage(Action.Msg msg) {}

        @Override
        public void onNotice(Response notice) {}

        @Override
        public void onGarbage(String reason) {}

        @Override
        public void onLost(String reason) {
            lost.add(reason);
        }
    };

    @AutoClose
    private ServerSocket first;

    @AutoClose
    private ServerSocket second;

    @AutoClose("hangUp")
    private JimClient client;

    @BeforeEach
    void listen() throws IOException {
        first = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        second = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        client = client(first.getLocalPort(), second.getLocalPort());
    }

    @Test
    void if_the_first_refuses_it_connects_to_the_second() throws IOException {
        first.close();
        client.connect(listener);

        try (RawClient server = RawClient.accept(second)) {
            logIn(server, OK);
        }
        assertThat(client.server().port()).isEqualTo(second.getLocalPort());
    }

    @Test
    void one_that_takes_nobody_at_the_moment_is_passed_by() throws Exception {
        client.connect(listener);
        CompletableFuture<Response> login = call(() -> client.login(ALICE, null));
        refuse(first, BUSY);
        try (RawClient server = RawClient.accept(second)) {
            server.receive();
            server.send(OK);
            assertThat(login.join().code()).isEqualTo(Code.OK);
            assertThat(lost).isEmpty();
        }
    }

    @Test
    void if_all_take_nobody_that_is_the_answer() throws Exception {
        client.connect(listener);
        CompletableFuture<Response> login = call(() -> client.login(ALICE, null));
        refuse(first, BUSY);
        refuse(second, BUSY);

        assertThat(login.join().code()).isEqualTo(Code.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403, 409, 429})
    void another_one_is_not_asked_after_a_refusal(int code) throws IOException {
        client.connect(listener);
        try (RawClient server = RawClient.accept(first)) {
            Response answer = logIn(server, "{'response':" + code + ",'time':1,'error':'No.'}");

            assertThat(answer.code().number()).isEqualTo(code);
            assertThat(client.server().port()).isEqualTo(first.getLocalPort());
        }
    }

    @Test
    void it_comes_back_at_another_one_with_its_token_or_else_by_its_name() throws Exception {
        client.connect(listener);
        try (RawClient server = RawClient.accept(first)) {
            logIn(server, OK);
        }
        assertThat(lost.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        first.close();

        CompletableFuture<Response> back = call(client::comeBack);
        try (RawClient server = RawClient.accept(second)) {
            assertThat(server.receive()).contains("\"resume\":\"first\"");
            server.send("{'response':401,'time':1,'error':'No such session.'}");
            assertThat(server.receive()).contains("\"alice\"", "\"resume\":true");
            server.send(OK);
            assertThat(back.join().code()).isEqualTo(Code.OK);
        }
    }

    @Test
    void one_that_hangs_up_on_the_login_is_passed_by() throws Exception {
        client.connect(listener);
        CompletableFuture<Response> login = call(() -> client.login(ALICE, null));
        RawClient.accept(first).close();
        first.close();
        try (RawClient server = RawClient.accept(second)) {
            server.receive();
            server.send(OK);

            assertThat(login.join().code()).isEqualTo(Code.OK);
        }
    }

    @Test
    void a_list_with_another_machine_is_exposed_wherever_the_client_is() throws IOException {
        JimClient far = client(List.of(
                new ServerAddress("127.0.0.1", second.getLocalPort(), null),
                new ServerAddress("chat.example.org", 7777, null)));
        far.connect(listener);
        assertThat(far.isExposed()).isTrue();
        leave(far, second);

        client.connect(listener);
        assertThat(client.isExposed()).isFalse();
        leave(client, first);
    }

    /** The server hangs up first, so that the client need not wait for that. */
    private static void leave(JimClient leaving, ServerSocket listening) throws IOException {
        RawClient.accept(listening).close();
        await().until(leaving::hasEnded);
        leaving.hangUp();
    }

    @Test
    void one_that_is_not_trusted_is_passed_by() throws IOException {
        Certificates certificates = new Certificates(folder);
        try (TestServer good = TestServer.startTls(certificates.serve("rsa.crt", "rsa.key"), 0);
                TestServer bad = TestServer.startTls(certificates.serve("other.crt", "rsa.key"), 0)) {
            TlsClient tls = TlsClient.trusting(certificates.file("ca.crt"));
            try (JimClient secret = client(Stream.of(bad, good)
                    .map(server -> new ServerAddress("localhost", server.port(), tls))
                    .toList())) {
                secret.connect(listener);
                assertThat(secret.login(ALICE, null).code()).isEqualTo(Code.OK);
                assertThat(secret.server().port()).isEqualTo(good.port());
            }
        }
    }

    @Test
    void the_dns_may_know_where_the_servers_of_a_name_are() throws IOException {
        try (PlayedDns dns = new PlayedDns()
                .with("_jim._tcp.chat.example.org", 1, 0, first.getLocalPort(), "localhost")
                .with("_jim._tcp.chat.example.org", 2, 0, second.getLocalPort(), "localhost")) {
            first.close();
            JimClient named = named("chat.example.org", null, dns);
            named.connect(listener);
            assertThat(named.server()).hasToString("localhost, port " + second.getLocalPort());
            leave(named, second);
        }
    }

    @Test
    void the_certificate_has_to_be_for_the_name_that_was_given_and_not_for_what_the_dns_says() throws IOException {
        Certificates certificates = new Certificates(folder);
        TlsClient tls = TlsClient.trusting(certificates.file("ca.crt"));
        try (TestServer server = TestServer.startTls(certificates.serve("other.crt", "rsa.key"), 0);
                PlayedDns dns = new PlayedDns()
                        .with("_jims._tcp.chat.example.org", 1, 0, server.port(), "localhost")
                        .with("_jims._tcp.impostor.example.org", 1, 0, server.port(), "localhost");
                JimClient secret = named("chat.example.org", tls, dns)) {
            secret.connect(listener);
            assertThat(secret.login(ALICE, null).code()).isEqualTo(Code.OK);

            assertThatThrownBy(() -> named("impostor.example.org", tls, dns).connect(listener))
                    .isInstanceOf(UntrustedServerException.class)
                    .hasMessageContaining("impostor.example.org is for other names");
        }
    }

    private static JimClient named(String host, TlsClient tls, PlayedDns dns) {
        ServerName name = new ServerName(new ServerAddress(host, 7777, tls), dns.lookup());
        return new JimClient(ServerList.of(List.of(name), () -> 0), InstantSource.system(), Patience.USUAL);
    }

    private static JimClient client(int... ports) {
        return client(IntStream.of(ports)
                .mapToObj(port -> new ServerAddress("127.0.0.1", port, null))
                .toList());
    }

    private static JimClient client(List<ServerAddress> addresses) {
        List<ServerName> names =
                addresses.stream().map(address -> new ServerName(address, null)).toList();
        return new JimClient(ServerList.of(names, () -> 0), InstantSource.system(), Patience.USUAL);
    }

    private Response logIn(RawClient server, String answer) {
        CompletableFuture<Response> login = call(() -> client.login(ALICE, null));
        server.receive();
        server.send(answer);
        return login.join();
    }

    private static void refuse(ServerSocket listening, String answer) {
        try (RawClient server = RawClient.accept(listening)) {
            server.receive();
            server.send(answer);
        }
    }

    private interface Call {
        Response make() throws IOException;
    }

    private static CompletableFuture<Response> call(Call call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.make();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}

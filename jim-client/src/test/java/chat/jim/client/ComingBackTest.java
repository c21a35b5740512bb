package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.link.ServerAddress;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a client comes back after it has lost its server, which the test plays. */
@Timeout(60)
class ComingBackTest {
    private static final Address ALICE = Address.account("alice");
    private static final String OK = "{'response':200,'time':1}";
    private static final String UNAUTHORIZED = "{'response':401,'time':1}";
    private static final String FIRST = "{'response':200,'time':1,'alert':'hi','resume':'first'}";
    private static final String WITH_TOKEN =
            "{'action':'presence','time':7,'type':'status','user':{'account_name':'alice','status':''},'resume':'%s','ids':true}";
    private static final String WITHOUT_TOKEN =
            "{'action':'presence','time':7,'type':'status','user':{'account_name':'alice','status':''},'resume':true,'ids':true}";
    private static final String WITH_PASSWORD =
            "{'action':'authenticate','time':7,'user':{'account_name':'alice','password':'secret'},'resume':true,'ids':true,'session':'also'}";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private ServerSocket listening;
    private JimClient client;
    private RawClient server;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        client = new JimClient(
                new ServerAddress("127.0.0.1", listening.getLocalPort(), null),
                InstantSource.fixed(Instant.ofEpochSecond(7)));
        client.connect(new ClientListener() {
            @Override
            public void onMessage(Action.Msg msg) {}

            @Override
            public void onNotice(Response notice) {
                heard.add(notice.code() + " " + notice.text());
            }

            @Override
            public void onGarbage(String reason) {}

            @Override
            public void onLost(String reason) {
                heard.add("lost");
            }
        });
        server = RawClient.accept(listening);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        client.close();
        listening.close();
    }

    @Test
    void it_comes_back_with_its_token_alone_and_next_time_with_the_next_one() throws Exception {
        logInWithPassword();
        lose();

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("first")).send("{'response':200,'time':1,'resume':'second'}");
        assertThat(back.join().code().number()).isEqualTo(200);
        lose();

        back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("second")).send(OK);
        assertThat(back.join().code().number()).isEqualTo(200);
    }

    @Test
    void the_status_comes_back_with_the_session() throws Exception {
        logInAsGuest(FIRST);
        setStatus("at home");
        lose();

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("first").replace("'status':''", "'status':'at home'"))
                .send(OK);
        assertThat(back.join().code().number()).isEqualTo(200);
    }

    @Test
    void a_login_by_password_is_followed_by_the_status() throws Exception {
        logInWithPassword();
        setStatus("at home");
        lose();

        CompletableFuture<Response> back = comeBack();
        server.receive();
        server.send(UNAUTHORIZED).receive();
        server.send(UNAUTHORIZED).expectLine(WITH_PASSWORD).send(OK);
        assertThat(back.join().code().number()).isEqualTo(200);
        server.expectLine(
                "{'action':'presence','time':7,'type':'status','user':{'account_name':'alice','status':'at home'}}");
    }

    @Test
    void an_answer_to_a_probe_leaves_the_status_as_it_is() throws Exception {
        logInAsGuest(FIRST);
        setStatus("at home");

        server.send("{'action':'probe','time':1}");
        server.expectLine("{'action':'presence','time':7,'user':{'account_name':'alice'}}");
    }

    private void setStatus(String text) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        client.account().setStatus(text, answer::complete);
        server.receive();
        server.send(OK);
        assertThat(answer).succeedsWithin(Waiting.DEADLINE);
    }

    @Test
    void if_the_token_is_void_it_logs_in_with_its_password() throws Exception {
        logInWithPassword();
        lose();

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("first")).send(UNAUTHORIZED);
        server.expectLine(WITHOUT_TOKEN).send(UNAUTHORIZED);
        server.expectLine(WITH_PASSWORD).send(OK);

        assertThat(back.join().code().number()).isEqualTo(200);
    }

    @Test
    void a_guest_whose_token_is_void_asks_as_a_guest() throws Exception {
        logInAsGuest(FIRST);
        lose();

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("first")).send("{'response':409,'time':1}");
        server.expectLine(WITHOUT_TOKEN).send("{'response':409,'time':1,'error':'in use'}");

        assertThat(back.join().text()).isEqualTo("in use");
    }

    @Test
    void to_a_server_that_has_given_no_token_it_comes_back_as_ever() throws Exception {
        logInAsGuest(OK);
        lose();

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITHOUT_TOKEN).send(OK);

        assertThat(back.join().code().number()).isEqualTo(200);
    }

    @Test
    void an_attempt_that_is_not_answered_leaves_the_token_for_the_next() throws Exception {
        logInAsGuest(FIRST);
        lose();
        CompletableFuture<Response> failed = comeBack();
        server.expectLine(WITH_TOKEN.formatted("first")).close();
        assertThat(failed).failsWithin(Waiting.DEADLINE);

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("first")).send(OK);

        assertThat(back.join().code().number()).isEqualTo(200);
    }

    @Test
    void a_guest_who_registers_comes_back_with_the_token_of_the_account() throws Exception {
        logInAsGuest(FIRST);
        CompletableFuture<Response> made = call(() -> client.account().register(ALICE, "secret"));
        server.expectLine(WITH_PASSWORD.replace("authenticate", "register").replace(",'session':'also'", ""))
                .send("{'response':201,'time':1,'resume':'second'}");
        made.join();
        lose();

        CompletableFuture<Response> back = comeBack();
        server.expectLine(WITH_TOKEN.formatted("second")).send(OK);
        back.join();
    }

    @Test
    void an_answer_is_shown_without_its_token() throws Exception {
        assertThat(logInAsGuest(FIRST)).isEqualTo(new Response(Code.OK, 1, "hi").withNames(List.of()));
    }

    @Test
    void whoever_is_replaced_is_told() throws Exception {
        logInWithPassword();
        server.send("{'response':101,'time':1,'alert':'You came online elsewhere.'}");
        assertThat(next()).isEqualTo("101 You came online elsewhere.");
        assertThat(client.wasReplaced()).isFalse();
        lose();

        assertThat(client.wasReplaced()).isTrue();
    }

    @Test
    void only_the_last_words_of_the_server_count() throws Exception {
        logInWithPassword();
        server.send("{'response':101,'time':1,'alert':'You came online elsewhere.'}");
        server.send("{'response':100,'time':1,'alert':'bob joined #tea'}");
        assertThat(next()).isEqualTo("101 You came online elsewhere.");
        assertThat(next()).isEqualTo("100 bob joined #tea");
        lose();

        assertThat(client.wasReplaced()).isFalse();
    }

    private void logInWithPassword() {
        CompletableFuture<Response> answer = call(() -> client.login(ALICE, "secret"));
        server.expectLine(WITHOUT_TOKEN).send(UNAUTHORIZED);
        server.expectLine(WITH_PASSWORD).send(FIRST);
        answer.join();
    }

    private Response logInAsGuest(String answer) {
        CompletableFuture<Response> login = call(() -> client.login(ALICE, null));
        server.expectLine(WITHOUT_TOKEN).send(answer);
        return login.join();
    }

    private void lose() throws InterruptedException {
        server.close();
        assertThat(next()).isEqualTo("lost");
    }

    private @Nullable String next() throws InterruptedException {
        return heard.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Response> comeBack() {
        CompletableFuture<Response> answer = call(client::comeBack);
        server = RawClient.accept(listening);
        return answer;
    }

    private static CompletableFuture<Response> call(Callable<Response> request) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        answer.complete(request.call());
                    } catch (Exception e) {
                        answer.completeExceptionally(e);
                    }
                })
                .start();
        return answer;
    }
}

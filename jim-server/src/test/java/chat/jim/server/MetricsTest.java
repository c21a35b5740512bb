package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.metrics.Endpoint;
import chat.jim.server.store.sqlite.FullDisk;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server shows to whoever watches it. */
class MetricsTest {
    private static final Pattern EXPRESSION = Pattern.compile("\"?expr\"?: *(.+)");
    private static final Pattern METRIC = Pattern.compile("\\b(?:jim|jvm|process)_[a-z0-9_]+");

    private final TestServer server = TestServer.startWithMailbox(10).withAccount("bob", "secret-1");
    private final HttpClient browser = HttpClient.newHttpClient();
    private Endpoint endpoint;

    @BeforeEach
    void show() throws IOException {
        endpoint = server.watched();
    }

    @AfterEach
    void close() {
        endpoint.close();
        server.close();
    }

    @Test
    void the_page_is_in_the_form_of_prometheus() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(new Scrape(answer.body()).types()).hasSizeGreaterThan(40).allSatisfy((name, type) -> {
            assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            assertThat(type).isIn("counter", "gauge", "histogram", "summary");
        });
    }

    @Test
    void what_people_do_is_counted_and_stays_counted_when_they_have_gone() throws Exception {
        try (RawClient alice = server.online("alice");
                RawClient carol = server.online("carol")) {
            alice.msg("carol", "one").expect(200);
            alice.msg("carol", "two").expect(200);
            alice.msg("bob", "three").expect(202);
            alice.msg("nobody", "four").expect(404);
            alice.send("garbage").expect(400);
            carol.expectMessage("alice", "one");
            carol.expectMessage("alice", "two");

            Scrape scrape = scrape();
            assertThat(scrape.value("jim_users_online{kind=\"guest\"}")).isEqualTo(2);
            assertThat(scrape.value("jim_connections{state=\"online\"}")).isEqualTo(2);
            assertThat(scrape.value("jim_peers{dialect=\"spec\"}")).isEqualTo(2);
        }
        try (RawClient stranger = server.connect()) {
            stranger.authenticate("bob", "wrong").expect(402);
        }
        awaitNobody();

        Scrape scrape = scrape();
        assertThat(scrape.value("jim_connections_total")).isEqualTo(3);
        assertThat(scrape.value("jim_disconnects_total{reason=\"eof\"}")).isEqualTo(3);
        assertThat(scrape.value("jim_messages_total{to=\"user\"}")).isEqualTo(3);
        assertThat(scrape.value("jim_deliveries_total")).isEqualTo(2);
        assertThat(scrape.value("jim_mailbox_stored_total")).isEqualTo(1);
        assertThat(scrape.value("jim_requests_total{action=\"msg\"}")).isGreaterThanOrEqualTo(4);
        assertThat(scrape.value("jim_requests_total{action=\"unreadable\"}")).isEqualTo(1);
        assertThat(scrape.value("jim_responses_total{code=\"202\"}")).isEqualTo(1);
        assertThat(scrape.value("jim_responses_total{code=\"404\"}")).isEqualTo(1);
        assertThat(scrape.value("jim_logins_total{result=\"ok\"}")).isEqualTo(2);
        assertThat(scrape.value("jim_logins_total{result=\"wrong\"}")).isEqualTo(1);
        assertThat(scrape.value("jim_password_hash_seconds_count")).isEqualTo(1);
        assertThat(scrape.value("jim_received_bytes_total")).isGreaterThan(300);
        assertThat(scrape.value("jim_sent_bytes_total")).isGreaterThan(300);
        assertThat(scrape.value("jim_store_changes_total")).isPositive();
        assertThat(scrape.value("jim_accounts")).isEqualTo(1);
        assertThat(get("/metrics").body()).doesNotContain("alice", "carol", "bob", "127.0.0.1");
    }

    @Test
    void a_message_to_a_room_is_one_message_and_a_delivery_to_each_other_member() throws Exception {
        try (RawClient alice = server.online("alice");
                RawClient carol = server.online("carol");
                RawClient dave = server.online("dave")) {
            alice.join("#room");
            carol.join("#room");
            dave.join("#room");
            dave.msg("#room", "hello").expect(200);
            alice.quit();
            dave.msg("#room", "bye");
            await().untilAsserted(() ->
                    assertThat(scrape().value("jim_deliveries_total")).isEqualTo(3));

            Scrape scrape = scrape();
            assertThat(scrape.value("jim_messages_total{to=\"room\"}")).isEqualTo(2);
            assertThat(scrape.value("jim_deliveries_total")).isEqualTo(3);
            assertThat(scrape.value("jim_rooms_open")).isEqualTo(1);
            await().untilAsserted(() -> assertThat(scrape().value("jim_disconnects_total{reason=\"quit\"}"))
                    .isEqualTo(1));
        }
    }

    private void awaitNobody() {
        await().until(() -> server.connections() == 0);
    }

    @Test
    void each_metric_that_the_dashboard_and_the_alerts_ask_for_is_there() throws Exception {
        Set<String> asked = new TreeSet<>();
        for (String file : List.of("jim-server.json", "alerts.yml")) {
            List<String> expressions = EXPRESSION
                    .matcher(Files.readString(Path.of("src", "main", "dashboard", file)))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(expressions).as(file).hasSizeGreaterThan(8);
            expressions.forEach(
                    expression -> METRIC.matcher(expression).results().forEach(metric -> asked.add(metric.group())));
        }
        asked.remove("jim_tls_certificate_expiry_timestamp_seconds"); // only with TLS

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(scrape().names()).containsAll(asked);
    }

    @Test
    void a_server_that_does_its_work_is_healthy_and_ready() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").body()).isEqualTo("ok\n");
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(scrape().value("jim_healthy")).isEqualTo(1);
        assertThat(scrape().value("jim_ready")).isEqualTo(1);
    }

    @Test
    void a_server_that_can_keep_nothing_is_unhealthy_and_says_why() throws Exception {
        FullDisk.of(server.store());
        try (RawClient alice = server.online("alice")) {
            String text = "x".repeat(500);
            String answer = alice.msg("bob", text).receive();
            for (int i = 0; i < 10 && answer.contains("202"); i++) {
                answer = alice.msg("bob", text).receive();
            }
        }

        await().untilAsserted(() -> assertThat(get("/healthz").statusCode()).isEqualTo(503));
        assertThat(get("/healthz").body()).contains("full");
        assertThat(scrape().value("jim_healthy")).isZero();
        assertThat(scrape().value("jim_store_failures_total")).isPositive();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void a_server_that_goes_down_is_not_ready() throws Exception {
        server.close();

        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(scrape().value("jim_ready")).isZero();
        assertThat(get("/healthz").body()).isEqualTo("The server is going down.\n");
    }

    @Test
    void there_is_nothing_else_and_nothing_can_be_changed() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/..%2fhealthz").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = browser.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .POST(BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD");
        HttpResponse<String> head = browser.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void what_is_no_request_is_refused() throws Exception {
        for (String wrong :
                List.of("\r\n\r\n", "{\"action\":\"presence\"}\n\n", "GET /metrics\r\n\r\n", "x".repeat(9_000))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
                socket.getOutputStream().write(wrong.getBytes(US_ASCII));

                assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void whoever_asks_slowly_or_not_at_all_holds_up_nobody_for_long() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
                socket.getOutputStream().write("GET /metr".getBytes(US_ASCII));
                slow.add(socket);
            }

            await().ignoreExceptions().until(() -> get("/healthz").statusCode() == 200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private Scrape scrape() throws IOException, InterruptedException {
        return new Scrape(get("/metrics").body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }
}

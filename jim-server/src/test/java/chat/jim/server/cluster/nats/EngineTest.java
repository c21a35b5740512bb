package chat.jim.server.cluster.nats;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.EngineException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EngineTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_question_is_answered_by_who_listens() {
        engine.subscribe("q", (data, reply) -> reply.accept(("re: " + text(data)).getBytes(UTF_8)));

        assertThat(text(Engine.await(engine.request("q", "hi".getBytes(UTF_8), LONG))))
                .isEqualTo("re: hi");
    }

    @Test
    void a_question_may_be_answered_later_and_from_another_thread() {
        engine.subscribe("q", (data, reply) -> ForkJoinPool.commonPool().execute(() -> reply.accept(data)));

        assertThat(text(Engine.await(engine.request("q", "hi".getBytes(UTF_8), LONG))))
                .isEqualTo("hi");
    }

    @Test
    void a_question_to_nobody_surely_did_not_arrive() {
        assertThat(reason(engine.request("nobody", new byte[0], LONG))).isEqualTo(Reason.NOT_SENT);
    }

    @Test
    void of_a_question_to_a_silent_one_nobody_knows() {
        engine.subscribe("silent", (data, reply) -> {});

        assertThat(reason(engine.request("silent", new byte[0], SHORT))).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void of_a_question_whose_connection_breaks_nobody_knows() {
        engine.subscribe("silent", (data, reply) -> {});
        CompletableFuture<byte[]> answer = engine.request("silent", new byte[0], LONG);

        engine.close();

        assertThat(reason(answer)).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void events_arrive_in_order() {
        engine.subscribe("all", (data, reply) -> received.add(text(data)));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sent.add("e" + i);
            engine.publish("all", ("e" + i).getBytes(UTF_8));
        }

        await().until(() -> received.size() == sent.size());
        assertThat(received).isEqualTo(sent);
    }

    @Test
    void a_handler_that_fails_gets_the_next_message_all_the_same() {
        engine.subscribe("all", (data, reply) -> {
            received.add(text(data));
            throw new IllegalStateException("on purpose");
        });

        engine.publish("all", "1".getBytes(UTF_8));
        engine.publish("all", "2".getBytes(UTF_8));

        await().until(() -> received.size() == 2);
    }

    @Test
    void a_closed_subscription_hears_nothing() {
        Subscription subscription = engine.subscribe("q", (data, reply) -> reply.accept(data));

        subscription.close();

        await().until(() -> reason(engine.request("q", new byte[0], LONG)) == Reason.NOT_SENT);
    }

    @Test
    void an_old_server_is_refused() throws Exception {
        try (FakeNats old = new FakeNats("\"version\":\"2.10.27\",\"jetstream\":true")) {
            assertThatThrownBy(() -> Engine.open(old.config()))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining("2.10.27")
                    .hasMessageContaining("install 2.12.3 or newer");
        }
    }

    @Test
    void a_server_without_JetStream_is_refused() throws Exception {
        try (FakeNats bare = new FakeNats("\"version\":\"2.15.1\"")) {
            assertThatThrownBy(() -> Engine.open(bare.config()))
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining("JetStream");
        }
    }

    @Test
    void an_address_where_nobody_is_ends_with_a_sentence() throws Exception {
        EngineConfig nowhere;
        try (FakeNats gone = new FakeNats("")) {
            nowhere = gone.config();
        }

        assertThatThrownBy(() -> Engine.open(nowhere))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SENT))
                .hasMessage("NATS cannot be reached at " + nowhere.servers().get(0) + ".");
    }

    /** Which address is tried first, is left to chance. */
    @RepeatedTest(4)
    void an_address_where_nobody_is_does_no_harm_beside_one_where_somebody_is() throws Exception {
        EngineConfig some = NATS.freshConfig();
        List<String> addresses = new ArrayList<>(some.servers());
        for (int i = 0; i < 5; i++) {
            try (FakeNats gone = new FakeNats("")) {
                addresses.addAll(gone.config().servers());
            }
        }

        try (Engine one = Engine.open(new EngineConfig(addresses, some.cluster(), null, null))) {
            assertThat(text(Engine.await(one.request("$JS.API.INFO", new byte[0], LONG))))
                    .contains("memory");
        }
    }

    private static Reason reason(CompletableFuture<byte[]> answer) {
        try {
            Engine.await(answer);
        } catch (EngineException e) {
            return e.reason();
        }
        throw new AssertionError("It was answered.");
    }

    private static String text(byte[] data) {
        return new String(data, UTF_8);
    }
}

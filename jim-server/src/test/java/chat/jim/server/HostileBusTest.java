package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Somebody who has the engine's password writes to a server what no other server would. */
@Timeout(120)
class HostileBusTest {
    private static final Duration PATIENCE = Waiting.DEADLINE;
    private static final String HELLO = "{'action':'msg','time':1,'to':'bob','from':'eve','message':'hello'}";

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private static Path folder;

    private static OneChat chat;
    private static Engine engine;

    private final Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private RawClient bob;

    @BeforeAll
    static void start() throws Exception {
        chat = new OneChat(NATS, 2, folder);
        engine = Engine.open(chat.config);
    }

    @AfterAll
    static void stop() {
        engine.close();
        chat.close();
    }

    @BeforeEach
    void comeOnline() {
        logged.setContext(log.getLoggerContext());
        logged.start();
        log.addAppender(logged);
        bob = chat.online(1, "bob");
    }

    @AfterEach
    void nothing_has_come_and_no_error_is_logged() {
        bob.fence("bob");
        bob.quit();
        log.detachAppender(logged);
        assertThat(List.copyOf(logged.list))
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
    }

    static Stream<String> lies() {
        return Stream.of(
                "B",
                "B\n\n",
                "\n\n",
                "B 1 NODE 1",
                "B 1 NODE 1\n",
                "B 1 NODE one\n\n",
                "B 1 NODE 99999999999999999999\n\n",
                "B 2 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n",
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\nM 1 1 2 - SPEC 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 2 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 2 -\n\n" + HELLO + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 7 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - NONE 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM x 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1  1 - SPEC 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 x - SPEC 1 -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 x\n\n" + HELLO,
                "B 1 NODE 1\nx 1 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1 NODE 1\nX 1 1 1 - SPEC\n\n" + HELLO,
                "B 1 NODE 1\nX 1 1 1 - SPEC 999999999 -\n\n" + HELLO,
                "B 1 NODE 1\nX 1 1 1 - SPEC x -\n\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO.substring(0, 20),
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\ngarbage\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n{'a':'\n" + HELLO,
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO.replace("hello", "x".repeat(600)),
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO.replace("hello", "x".repeat(9000)),
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + "[".repeat(9000),
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + "{'a':".repeat(1500),
                "B 1 NODE 1\n" + "M 1 1 1 - SPEC 1 -\n".repeat(2000) + "\n" + (HELLO + "\n").repeat(2000),
                "B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + " ".repeat(1_000_000) + HELLO,
                "B" + "x".repeat(1_000_000),
                "B 1 SELF 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1 a.b 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1 * 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1 > 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO,
                "B 1  1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void what_is_no_batch_of_another_server_is_dropped(String lie) {
        assertThat(answer(lie)).isNull();
    }

    static Stream<String> badObjects() {
        return Stream.of(
                "{}",
                "{'response':200,'time':1}",
                "{'action':'quit'}",
                "{'action':'msg','time':1,'to':'bob','message':'no sender'}",
                "{'action':'msg','time':1,'to':'#all','from':'eve','message':'to a room'}",
                "{'action':'msg','time':1,'to':'bob','from':'#all','message':'from a room'}",
                "{'action':'msg','time':1,'to':'bob','from':'carol','message':'from somebody else'}",
                "{'action':'msg','time':1,'to':'bob','from':'BOB','message':'from himself'}",
                "{'action':'msg','time':1,'to':'bob','from':'eve','message':'two','from':'carol'}",
                "{'action':'msg','time':1,'to':'bob','from':'eve','message':7}",
                "{'action':'msg','time':1,'to':'" + "b".repeat(100) + "','from':'eve','message':'x'}",
                "{'action':'msg','time':1,'to':'a\\nb','from':'eve','message':'x'}",
                "{'action':'a\\nb','time':1}",
                "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{}}}}}}}}}}");
    }

    @ParameterizedTest
    @MethodSource("badObjects")
    void an_object_that_is_no_message_of_somebody_elsewhere_to_somebody_here_is_refused(String object) {
        try (RawClient carol = chat.online(1, "carol")) {
            assertThat(answer("B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + object + "\n"))
                    .matches("A 1 1\n(400 [^\n]+|404)"); // no home of that room
            carol.quit();
        }
    }

    @Test
    void invalid_utf_8_is_dropped() {
        byte[] batch = bytes("B 1 NODE 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO);
        batch[batch.length - 4] = (byte) 0xFF;

        assertThat(answer(batch)).isNull();
    }

    @Test
    void noise_is_dropped() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        System.out.println("HostileBusTest: -Djim.seed=" + seed);
        Random random = new Random(seed);
        byte[] batch = bytes("B 1 NODE 1\nM 1 1 1 - COURSE 2 -\n\n" + HELLO.replace("bob", "x") + "\n" + HELLO);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = Arrays.copyOf(batch, random.nextInt(batch.length + 1));
            for (int j = 0; j < 3 && noise.length > 0; j++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            engine.publish(chat.subject(1), noise);
        }
        assertThat(answer("B 1 NODE 7\n\n")).isEqualTo("A 1 7");
    }

    @Test
    void a_message_of_a_server_that_nobody_knows_is_not_delivered() {
        assertThat(answer("B 1 abcdefghij 1\nM 1 1 1 - SPEC 1 -\n\n" + HELLO)).startsWith("A 1 1\n2 ");
    }

    @Test
    void an_old_group_is_not_delivered_after_a_newer_one() {
        assertThat(answer("B 1 NODE 1\nM 77 5 1 - SPEC 1 -\n\n" + HELLO)).isEqualTo("A 1 1\n200");
        bob.expectMessage("eve", "hello");

        assertThat(answer("B 1 NODE 2\nM 77 4 1 - SPEC 1 -\n\n" + HELLO)).isEqualTo("A 1 2\n0");
    }

    @Test
    void what_was_written_in_a_dialect_goes_on_only_if_it_says_the_same() {
        RawClient carol = chat.connect(1);
        carol.sendBare("{'action':'presence','time':1.5,'user':{'account_name':'carol','status':''}}");
        carol.receive();
        String standard = HELLO.replace("bob", "carol");
        String other = "{'action':'message','time':1.0,'to':'carol','from':'eve','mess_text':'WORDS'}";
        for (String original : List.of(
                other.replace("WORDS", "bye"),
                other.replace("'eve'", "'bob'").replace("WORDS", "hello"),
                "{'response':402,'error':'wrong'}",
                "{'action':'probe'}",
                "{'action':'message','event':'message','from':'eve','to':'carol','mess_text':'hello'}")) {
            String batch = "B 1 NODE 1\nM 1 1 1 - COURSE 2 -\n\n" + standard + "\n" + original;
            assertThat(answer(batch)).isEqualTo("A 1 1\n200");
            assertThat(carol.receive())
                    .contains("\"eve\"", "\"hello\"")
                    .doesNotContain("bye", "bob", "402", "probe", "event");
        }
        carol.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "holds", "holds ", "holds \n", "holds #all", "namesx", "A 1 1", "hello", "\0"})
    void strange_questions_do_no_harm(String question) {
        String answer = answer(question);

        assertThat(answer).isIn(null, "no", "bob", "\0 503"); // who is online; and that there is no such question
    }

    /** Null if there is none. */
    private static String answer(String batch) {
        return answer(bytes(batch));
    }

    private static byte[] bytes(String batch) {
        return json(batch.replace("NODE", chat.node(0)).replace("SELF", chat.node(1)))
                .getBytes(UTF_8);
    }

    /** A batch without messages is answered in any case, and after what came before it. */
    private static String answer(byte[] batch) {
        CompletableFuture<byte[]> answer = engine.request(chat.subject(1), batch, PATIENCE);
        Engine.await(engine.request(chat.subject(1), bytes("B 1 NODE 0\n\n"), PATIENCE));
        return answer.isDone() ? new String(answer.join(), UTF_8) : null;
    }
}

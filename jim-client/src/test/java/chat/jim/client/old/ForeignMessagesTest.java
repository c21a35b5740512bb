package chat.jim.client.old;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.text.SafeText;
import chat.jim.dialect.Part;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client hears of messages whose parts are called anything; {@code -Djim.seed} repeats a run. */
@Timeout(120)
class ForeignMessagesTest {
    private static final int OBJECTS = 2000;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final OldServer server = new OldServer(OldServer.COURSE);
    private final JimClient client =
            new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system());

    @BeforeEach
    void comeOnline() throws IOException {
        client.connect(new ClientListener() {
            @Override
            public void onMessage(Action.Msg msg) {
                heard.add(SafeText.sender(msg) + " -> " + SafeText.name(msg.to()) + ": " + msg.message());
            }

            @Override
            public void onNotice(Response notice) {
                heard.add("notice " + notice.code() + " " + notice.text());
            }

            @Override
            public void onGarbage(String reason) {
                heard.add("garbage " + reason);
            }

            @Override
            public void onLost(String reason) {
                heard.add("lost " + reason);
            }
        });
        client.login(Address.account("alice"), null);
    }

    @AfterEach
    void close() throws IOException {
        client.hangUp();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"action":"message","from":"bob","to":"alice","mess_text":"hi"}             | bob -> alice: hi
            {"action":"MESSAGE","sender":"bob","recipient":"alice","message":"hi"}      | bob -> alice: hi
            {"event":"m","header":{"from":"bob","to":"alice"},"body":{"text":"hi"}}     | bob -> alice: hi
            {"action":"message","account_name":"bob","mess_text":"hi"}                  | bob -> #all: hi
            {"action":"msg","time":"12:30","from":"bob","to":"","message":"hi"}         | bob -> #all: hi
            {"action":"msg","time":1,"from":"big bob","to":"alice","message":"hi"}      | "big bob" -> alice: hi
            {"action":"msg","time":1,"from":"#bob\\u001b[2J","to":"bob","message":"hi"} | "#bob\\u{1b}[2J" -> bob: hi
            {"action":"message","to":"alice","message":"hi"}                            | somebody -> alice: hi
            {"action":"message","from":"bob","to":"alice","phrase":"hi"}                | bob -> alice: hi
            {"action":"message"}                                           | somebody -> #all: {"action":"message"}
            """)
    void a_message_is_shown_whatever_its_parts_are_called(String object, String shown) {
        server.send("alice", object);

        await().untilAsserted(() -> assertThat(heard).containsExactly(shown));
    }

    @Test
    void a_bare_200_is_nothing_to_show() {
        server.send("alice", "{\"response\": 200}");
        server.send("alice", "{\"response\": 400, \"error\": \"Не так\"}");

        await().untilAsserted(() -> assertThat(heard).containsExactly("notice 400 Не так"));
    }

    @Test
    void a_text_of_any_length_is_heard_whole() {
        String text = "ab\uD83D\uDE00".repeat(700);
        server.send(
                "alice",
                "{\"action\": \"message\", \"from\": \"bob\", \"to\": \"alice\", \"mess_text\": \"" + text + "\"}");

        await().untilAsserted(() ->
                assertThat(String.join("", heard).replace("bob -> alice: ", "")).isEqualTo(text));
    }

    @Test
    void whatever_is_said_is_heard_by_whatever_names() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < OBJECTS; i += 2) {
            server.send("alice", message(i, random) + (random.nextBoolean() ? "" : " \n") + message(i + 1, random));
        }
        server.send("alice", "{\"action\":\"msg\",\"time\":1,\"to\":\"alice\",\"message\":\"the end\"}");

        await().alias("-Djim.seed=" + seed).until(() -> heard.contains("somebody -> alice: the end"));
        assertThat(heard).as("-Djim.seed=%d", seed).noneMatch(line -> line.startsWith("lost"));
        for (int i = 0; i < OBJECTS; i++) {
            String said = "said-" + i + ".";
            assertThat(heard).as("-Djim.seed=%d", seed).anyMatch(line -> line.contains(said));
        }
    }

    private static String message(int number, Random random) {
        List<String> members = new ArrayList<>();
        members.add(member(Part.SENDER, name(random), random));
        members.add(member(Part.ADDRESSEE, name(random), random));
        members.add(
                "\"time\":" + oneOf(random, "1", "1.5", "\"12:30\"", "\"Sun Nov 29\"", "null", "1700000000000000000"));
        String text = "said-" + number + ".";
        members.add(random.nextInt(5) == 0 ? "\"phrase\":\"" + text + "\"" : member(Part.TEXT, text, random));
        members.removeIf(member -> !member.contains("said-") && random.nextInt(6) == 0);
        Collections.shuffle(members, random);
        String verb = oneOf(random, "msg", "message", "m", "MESSAGE", "Msg");
        members.add(
                random.nextInt(members.size() + 1), "\"" + oneOf(random, "action", "event") + "\":\"" + verb + "\"");
        return "{" + String.join(",", members) + "}";
    }

    private static String member(Part part, String value, Random random) {
        List<String> names = part.names();
        String name = names.get(random.nextInt(names.size()));
        String written = random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
        String member = "\"" + written + "\":\"" + value + "\"";
        return random.nextInt(5) == 0 ? "\"inner" + part + "\":{" + member + "}" : member;
    }

    private static String name(Random random) {
        return oneOf(random, "bob", "Боб", "big bob", "#all", "", "x".repeat(40), "all", "*", "\\u202ebob", "alice");
    }

    private static String oneOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

package chat.jim.server.dialect;

import static chat.jim.testing.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 1: nothing that a bare peer is sent is longer than what it takes with one read. */
class OneReadTest {
    @AutoClose
    private static final MixedCompany COMPANY = new MixedCompany();

    private static final String LONG = "\u0436".repeat(500);
    private static final String LONG_NAME = "\u0436".repeat(25);

    static Stream<String> texts() {
        return Stream.of(
                LONG,
                "\ud83d\ude00".repeat(500),
                "\u0441\u043b\u043e\u0432\u043e ".repeat(83).strip(),
                "\ud83d\ude00\ud83d\ude00 ".repeat(166).strip(),
                "x".repeat(500),
                "tea ".repeat(125).strip(),
                "\\\\".repeat(500),
                "\\u0001".repeat(500));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_long_text_comes_whole_to_everybody_in_pieces_that_fit(String text) {
        for (String speaker : List.of("lin", "spe", "ann", "event", "client")) {
            COMPANY.say(
                    speaker,
                    "{'action': 'msg', 'time': 1, 'to': '#all', 'from': 'ME', 'message': 'TEXT'}"
                            .replace("action", speaker.equals("event") ? "event" : "action")
                            .replace("ME", speaker)
                            .replace("TEXT", text));
            Map<String, List<String>> heard = COMPANY.heard();

            COMPANY.names().stream().filter(name -> !name.equals(speaker)).forEach(name -> {
                List<String> objects = heard.getOrDefault(name, List.of());
                assertThat(joined(objects)).as("%s, from %s", name, speaker).isEqualTo(plain(text));
                if (!name.equals("lin")) {
                    assertThat(objects).allSatisfy(OneReadTest::fits);
                }
            });
        }
    }

    /** Without blanks: there may be one at a seam, or none. */
    private static String joined(List<String> objects) {
        List<String> pieces = new ArrayList<>();
        for (String object : objects) {
            pieces.add(plain(object.replaceAll(
                    ".*\"(?:message|mess_text|message_text|msg_text)\": ?\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\".*",
                    "$1")));
        }
        for (int i = 0; i < pieces.size() - 1; i++) {
            assertThat(pieces.get(i)).endsWith("\u2026");
            pieces.set(i, pieces.get(i).replaceAll("\u2026$", ""));
        }
        return String.join("", pieces);
    }

    private static String plain(String json) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            if (json.startsWith("\\u", i) && !json.startsWith("\\u0001", i)) {
                plain.append((char) Integer.parseInt(json.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (json.charAt(i) != ' ') {
                plain.append(json.charAt(i));
            }
        }
        return plain.toString();
    }

    private static void fits(String object) {
        assertThat((object + "\n").getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void a_text_of_words_is_cut_between_two_of_them() {
        COMPANY.say(
                "lin",
                "{'action':'msg','time':1,'to':'spe','message':'"
                        + "\ud83d\ude00\ud83d\ude00 ".repeat(160).strip() + "'}");

        assertThat(COMPANY.heard().get("spe"))
                .hasSize(2)
                .first()
                .asString()
                .endsWith("\ud83d\ude00 \ud83d\ude00\ud83d\ude00 \u2026\"}");
    }

    @Test
    void a_long_list_comes_to_everybody_in_objects_that_fit() {
        try (MixedCompany company = new MixedCompany()) {
            for (int i = 0; i < 20; i++) {
                String name = String.valueOf((char) ('\u0436' + i)).repeat(25);
                company.come(name, "{'action': 'presence', 'time': 1, 'user': {'account_name': '" + name + "'}}");
            }
            for (String name : List.of("ann", "carl", "spe", "event", "client", "gus", "gui")) {
                company.say(
                        name, name.equals("event") ? "{'event': 'who', 'time': 1}" : "{'action': 'who', 'time': 1}");

                List<String> heard = company.heard().get(name);
                assertThat(heard).as(name).isNotEmpty().allSatisfy(OneReadTest::fits);
            }
        }
    }

    @Test
    void all_names_of_a_list_come_to_the_specifications_own_programs() {
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, MixedCompany.UNPACED);
                RawClient bare = RawClient.bare(server.port())) {
            bare.send("{'action':'presence','time':1,'user':{'account_name':'" + LONG_NAME + "'}}")
                    .expect(200);
            List<RawClient> others = new ArrayList<>();
            for (int i = 1; i < 20; i++) {
                others.add(server.online(String.valueOf((char) ('\u0436' + i)).repeat(25)));
            }
            bare.send("{'action':'who','time':1}");

            List<String> parts = new ArrayList<>();
            for (String next = bare.receive(); next.contains("202"); next = bare.receive()) {
                parts.add(next);
            }
            assertThat(parts).allSatisfy(OneReadTest::fits);
            assertThat(parts.stream()
                            .mapToInt(part -> part.split(",").length - 2)
                            .sum())
                    .isEqualTo(20);
            others.forEach(RawClient::close);
        }
    }

    @Test
    void a_long_status_in_a_list_is_cut() {
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, MixedCompany.UNPACED);
                RawClient bare = RawClient.bare(server.port());
                RawClient bob = server.connect()) {
            bare.send("{'action':'presence','time':1,'user':{'account_name':'" + LONG_NAME + "','status':'" + LONG
                            + "'}}")
                    .expect(200);
            bob.send("{'action':'presence','time':1,'user':{'account_name':'bob','status':'" + LONG + "'}}")
                    .expect(200);
            bare.send("{'action':'who','time':1,'statuses':true}");

            bare.expect(202);
            for (String name : List.of("bob", LONG_NAME)) {
                String part = bare.expect(202);
                fits(part);
                assertThat(part).contains("\"" + name + "\"").endsWith("\u0436 \u2026\"}}");
            }
            bare.expect(200, "Online: 2.");
            bob.send("{'action':'who','time':1,'statuses':true}").expect(202);
            assertThat(bob.expect(202)).contains(LONG);
        }
    }

    @Test
    void a_notice_of_a_long_status_is_cut() {
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, MixedCompany.UNPACED)
                        .withAccount("anna", "a")
                        .withAccount("carl", "c")
                        .withAccount("bob", "b");
                RawClient bare = RawClient.bare(server.port());
                RawClient line = server.connect();
                RawClient bob = server.connect().authenticate("bob", "b")) {
            bob.expect(200);
            bare.authenticate("anna", "a").expect(200);
            bare.send("{'action':'add_contact','time':1,'user_id':'bob'}").expect(200);
            line.authenticate("carl", "c").expect(200);
            line.send("{'action':'add_contact','time':1,'user_id':'bob'}").expect(200);
            bob.send("{'action':'presence','time':1,'user':{'account_name':'bob','status':'" + LONG + "'}}")
                    .expect(200);

            String notice = bare.expect(100);
            fits(notice);
            assertThat(notice).contains("bob is online: \u0436\u0436\u0436").endsWith("\u0436 \u2026\"}");
            assertThat(line.expect(100))
                    .isEqualTo(json("{'response':100,'time':1763700000,'alert':'bob is online: " + LONG + "'}"));
        }
    }

    /** No real key is that long. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0436", "\\u0001", "\\\\"})
    void a_key_that_nobody_could_read_is_none(String character) {
        try (MixedCompany company = new MixedCompany()) {
            company.come(
                    "keeper",
                    "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'keeper', 'pubkey': '"
                            + character.repeat(520) + "'}}");
            company.heard();
            company.say("gui", "{'action': 'pubkey_need', 'time': 1.5, 'account_name': 'keeper'}");
            company.say("spe", "{'action': 'pubkey_need', 'time': 1.5, 'account_name': 'keeper'}");

            Map<String, List<String>> heard = company.heard();
            assertThat(heard).containsOnlyKeys("gui", "spe");
            assertThat(heard.values().stream().flatMap(List::stream))
                    .hasSize(2)
                    .allMatch(answer -> answer.contains("keeper has no key"));
        }
    }

    @Test
    void a_letter_that_was_kept_comes_in_pieces_that_fit() {
        try (TestServer server = TestServer.startWithMailbox(10).withAccount("anna", "a");
                RawClient vera = server.online("vera");
                RawClient bare = RawClient.bare(server.port())) {
            vera.msg("anna", LONG).expect(202);
            bare.authenticate("anna", "a").expect(200);

            List<String> pieces = List.of(bare.receive(), bare.receive());
            assertThat(pieces).allSatisfy(OneReadTest::fits);
            assertThat(joined(pieces)).isEqualTo(LONG);
        }
    }
}

package chat.jim.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import chat.jim.text.Language;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our own server says, in Russian. */
class ServerPhrasesTest {
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}");
    private static final Pattern SENTENCE = Pattern.compile("\"(?:alert|error)\":\"(.*?)\"[,}]");

    private final Set<String> heard = new TreeSet<>();

    @BeforeEach
    void russian() {
        Language.choose("ru");
    }

    @AfterEach
    void backToEnglish() {
        Language.choose("en");
    }

    @Test
    void each_usual_sentence_of_our_server_is_known() {
        try (TestServer server = TestServer.start()
                .withAccount("alice", "a")
                .withAccount("bob", "b")
                .withAccount("eve", "e")) {
            try (RawClient guest = server.connect();
                    RawClient alice = server.connect();
                    RawClient bob = server.connect()) {
                comeOnline(guest, alice);
                meetInRoom(guest, alice);
                write(guest, alice);
                keepContacts(guest, alice, bob);
                comeFromSeveralMachines(server);
                loseAccounts(server);
                failToLogIn(server);
                goDown(server, alice);
            }
        }
        assertThat(heard).hasSizeGreaterThan(42).allSatisfy(ServerPhrasesTest::assertKnown);
    }

    private void comeOnline(RawClient guest, RawClient alice) {
        ask(guest, "{'action':'rooms','time':1}");
        hear(guest.presence("alice"));
        hear(guest.presence("admin"));
        hear(guest.presence("a b"));
        hear(guest.presence(""));
        hear(guest.presence("x".repeat(26)));
        hear(guest.presence("#tea"));
        hear(guest.presence("guest"));
        hear(guest.presence("another"));
        hear(alice.presence("guest"));
        hear(alice.authenticate("alice", "b"));
        hear(alice.register("alice", "a"));
        hear(alice.register("carol", ""));
        hear(alice.authenticate("alice", "a"));
    }

    private void meetInRoom(RawClient guest, RawClient alice) {
        ask(guest, "{'action':'join','time':1,'room':'tea'}");
        ask(guest, "{'action':'join','time':1,'room':'#tea'}");
        ask(alice, "{'action':'join','time':1,'room':'#tea'}");
        hear(guest);
        ask(guest, "{'action':'who','time':1,'room':'#tea'}");
        ask(guest, "{'action':'who','time':1,'room':'#none'}");
        ask(guest, "{'action':'who','time':1}");
        ask(guest, "{'action':'rooms','time':1}");
        ask(alice, "{'action':'leave','time':1,'room':'#tea'}");
        hear(guest);
        ask(alice, "{'action':'leave','time':1,'room':'#tea'}");
    }

    private void write(RawClient guest, RawClient alice) {
        hear(guest.msg("nobody", "hello"));
        hear(guest.msg("bob", "hello"));
        hear(guest.msg("#none", "hello"));
        hear(alice.msg("#tea", "hello"));
        hear(guest.msg("guest", ""));
        hear(guest.msg("guest", "x".repeat(501)));
        hear(alice.msg("#TEA", "hello"));
        ask(guest, "{'action':'msg','time':1,'to':'bob','from':'alice','message':'hello'}");
        ask(guest, "{'action':'dance','time':1}");
        hear(guest.msg("#tea", "hello"));
    }

    private void keepContacts(RawClient guest, RawClient alice, RawClient bob) {
        ask(guest, "{'action':'get_contacts','time':1}");
        ask(alice, "{'action':'add_contact','time':1,'user_id':'bob'}");
        ask(alice, "{'action':'add_contact','time':1,'user_id':'guest'}");
        ask(alice, "{'action':'get_contacts','time':1}");
        hear(bob.authenticate("bob", "b"));
        hear(alice);
        ask(bob, "{'action':'presence','time':1,'user':{'account_name':'bob','status':'at lunch, joined by eve'}}");
        hear(alice);
        ask(bob, "{'action':'quit'}");
        hear(alice);
        ask(alice, "{'action':'del_contact','time':1,'user_id':'bob'}");
        ask(alice, "{'action':'del_contact','time':1,'user_id':'bob'}");
        hear(guest.register("guest", "g"));
        ask(guest, "{'action':'register','time':1,'user':{'account_name':'guest'}}");
        ask(guest, passwd("guest", "g"));
        hear(guest.register("guest", "guests-own"));
        ask(guest, passwd("alice", "a"));
        ask(guest, passwd("guest", "wrong"));
        ask(guest, passwd("guest", "guests-own"));
    }

    private static String passwd(String name, String password) {
        return "{'action':'passwd','time':1,'user':{'account_name':'" + name + "','password':'" + password
                + "'},'new_password':'another-one'}";
    }

    private void comeFromSeveralMachines(TestServer server) {
        String login =
                "{'action':'authenticate','time':1,'user':{'account_name':'eve','password':'e'},'session':'also'}";
        try (RawClient first = server.connect();
                RawClient second = server.connect();
                RawClient third = server.connect();
                RawClient fourth = server.connect()) {
            ask(first, login);
            ask(second, login);
            ask(third, login);
            ask(fourth, login);
            first.join("#eve");
            hear(second);
            ask(second, "{'action':'leave','time':1,'room':'#eve'}");
            hear(first);
            first.quit();
            second.quit();
            third.quit();
        }
    }

    private void loseAccounts(TestServer server) {
        try (RawClient eve = server.connect().authenticate("eve", "e");
                RawClient dan = server.online("dan")) {
            hear(eve);
            server.block("eve");
            hear(eve);
            server.withAccount("dan", "d");
            hear(dan);
        }
    }

    private void failToLogIn(TestServer server) {
        try (RawClient mallory = server.connect()) {
            for (int i = 0; i < 3; i++) {
                hear(mallory.authenticate("bob", "wrong"));
            }
        }
    }

    private void goDown(TestServer server, RawClient alice) {
        server.close();
        hear(alice);
    }

    private void ask(RawClient client, String request) {
        hear(client.send(request));
    }

    /** The next sentence; parts of lists have none. */
    private void hear(RawClient client) {
        Matcher sentence = SENTENCE.matcher(client.receive());
        while (!sentence.find()) {
            sentence.reset(client.receive());
        }
        heard.add(sentence.group(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The server is full: try again later.",
                "The server is about to go down: try again later.",
                "The server goes down in 5m at the latest: please leave.",
                "This server goes down in 5m: if your client knows another one, it comes back there.",
                "Your address is banned from this server: spam.",
                "You are muted on this server for 10m more.",
                "The server's operator has muted you for 10m.",
                "The server's operator lets you write again.",
                "The server's operator has disconnected you: no advertisements.",
                "You have 1 session online, which is the limit: quit one first.",
                "The server is too busy: try again later.",
                "Too many connections from your address: close one, or try again later.",
                "Too many new connections from your address: wait a few seconds, then try again.",
                "Too many accounts were registered from your address: wait 40 minutes, then register again.",
                "You are in 100 rooms, which is the limit: leave one first.",
                "This server admits no guests: authenticate.",
                "This server admits no guests: authenticate, or register an account.",
                "Registration is closed here: ask the server's operator for an account.",
                "Kept in the mailbox of bob.",
                "This server keeps no history.",
                "This server keeps no talks.",
                "What is said in #tea is not kept.",
                "Talks of guests are not kept: register an account first.",
                "Your talks are kept with those who wish it, too.",
                "Your talks are not kept from now on.",
                "So far it is read.",
                "The server remembers no marks of guests: register, or remember the id yourself.",
                "There is no message of that id: it may be forgotten already.",
                "Only the account that has sent a message can take it back.",
                "The message is forgotten.",
                "There is no account bob: check the name.",
                "The field limit has to be from 1 to 200.",
                "bob took back a message in #tea.",
                "bob took back a message.",
                "The mailbox of bob is full: try again later.",
                "The server's disk is full: tell its operator to make room.",
                "The server's data is no longer where it was: tell its operator.",
                "The server's store is unavailable: try again later, or tell its operator.",
                "The server's store does not answer: nobody knows whether this was done.",
                "The account bob was removed.",
                "You did not come online in time: connect again, and send a presence.",
                "You have been silent for too long: connect again, and answer each probe.",
                "You came online elsewhere.",
                "Your former session has not ended yet: try again in a moment.",
                "The field resume has to be true, false or, in a presence, a token.",
                "The field resume is a token only in a presence: send true or false.",
                "bob has no key: write without one.",
                "You have 100 contacts, which is the limit: remove one first.",
                "This message has two senders: name one of them only.",
                "This message has two texts: name one of them only.",
                "An object is an action, an event or a response: leave one of them out.",
                "The server failed to handle this: try again, or tell its operator."
            })
    void rare_sentences_are_known(String sentence) {
        assertKnown(sentence);
    }

    @Test
    void what_is_not_known_is_shown_as_it_is_and_in_english_all_is() {
        assertThat(ServerPhrases.of("bob joined #tea and more. ")).matches("bob .*#tea and more\\. ");
        assertThat(ServerPhrases.of("Nobody called a b is online: check the name."))
                .isEqualTo("Nobody called a b is online: check the name.");
        assertThat(ServerPhrases.of("Say | this %s")).isEqualTo("Say | this %s");

        Language.choose("en");

        assertThat(ServerPhrases.of("bob joined #tea")).isEqualTo("bob joined #tea");
        assertThat(ServerPhrases.of(new Response(Code.OK, 1, null))).isEqualTo("(no words)");
    }

    @Test
    void what_a_person_has_put_into_a_sentence_is_made_safe() {
        String said = ServerPhrases.of("bob is online: \u001b[2J\u202e%s\n12:00 alice: no");

        assertThat(said).containsPattern(CYRILLIC).endsWith("\\u{1b}[2J\\u{202e}%s\\n12:00 alice: no");
        assertThat(ServerPhrases.of("b\u202eob joined #tea"))
                .startsWith("b\\u{202e}ob ")
                .containsPattern(CYRILLIC);
    }

    @Test
    void each_translation_says_as_many_values() throws IOException {
        Properties words = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/chat/jim/client/words_ru.properties"))) {
            words.load(in);
        }

        assertThat(words.stringPropertyNames()).allSatisfy(key -> {
            String[] both = words.getProperty(key).split(" \\| ", -1);
            assertThat(both).hasSize(2);
            assertThat(both[1].split("%s", -1)).hasSameSizeAs(both[0].split("%s", -1));
        });
    }

    private static void assertKnown(String sentence) {
        assertThat(ServerPhrases.of(sentence)).as("%s", sentence).containsPattern(CYRILLIC);
    }
}

package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.option.PeerOptions;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The option {@code --dialects}. */
class DialectsOptionTest {
    private static final String EVENT = "{'event':'presence','time':1,'user':{'account_name':'alice'}}";
    private static final String COURSE = "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'a'}}";
    private static final String COURSE_MESSAGE = "{'action':'message','time':1,'from':'a','to':'a','mess_text':'hi'}";
    private static final String HANITA = "{'action':'presence','time':1,'user':{'accaunt_name':'Guest'}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --dialects=all | event course hanita
            --dialects=spec,all | event course hanita
            --dialects=event | event
            --dialects=course,hanita | course hanita
            --dialects=spec,event | event
            --dialects=course-text | course
            """)
    void those_that_are_named_are_spoken(String argument, String spoken) {
        assertThat(spokenAfter(argument.split(" "))).containsExactlyInAnyOrder(spoken.split(" "));
    }

    @Test
    void all_are_if_nothing_is_said() {
        assertThat(spokenAfter()).containsExactlyInAnyOrder("event", "course", "hanita");
    }

    @Test
    void with_spec_alone_nothing_else_is() {
        assertThat(spokenAfter("--dialects=spec")).isEmpty();
    }

    @Test
    void the_option_may_be_given_several_times() {
        assertThat(spokenAfter("--dialects=event", "--dialects=course")).containsExactlyInAnyOrder("event", "course");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dialects=klingon", "--dialects=event,klingon", "--dialects=Event", "--dialects="})
    void an_unknown_name_is_refused_with_those_that_are_known(String argument) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("spec, course, course-gui, event, client-name, hanita,"
                        + " guest-login, guest-broadcast, quantity, potentials, six-keys, scattered, all");
    }

    @Test
    void a_server_that_speaks_the_specifications_alone_answers_others_400_in_that() {
        try (TestServer server = TestServer.startSpeaking(parse("--dialects=spec"));
                RawClient peer = server.connect()) {
            for (String object : List.of(EVENT, COURSE_MESSAGE, HANITA)) {
                peer.sendBare(object).expect(400);
            }
            peer.presence("alice").expect(200, "You are online as alice.");
            for (String object : List.of(EVENT, COURSE_MESSAGE, HANITA)) {
                peer.sendBare(object).expect(400);
            }
            peer.fence("alice");
        }
    }

    /** Whatever a program of the course sends, it is answered and written to as all others. */
    @Test
    void nor_does_such_a_server_know_other_names_for_anything() {
        try (TestServer server = TestServer.startSpeaking(parse("--dialects=spec"));
                RawClient vera = server.online("vera").join("#all");
                RawClient peer = RawClient.bare(server.port())) {
            for (String user : List.of("'user': 'anna'", "'user': {'login': 'anna'}", "'sender': 'anna'")) {
                peer.send("{'action': 'presence', 'time': 1.5, " + user + "}").expect(400);
            }
            peer.send("{'action': 'presense', 'time': 1.5, 'user': {'account_name': 'anna'}}")
                    .expect(400);
            peer.send("{'action': 'presence', 'user': {'account_name': 'anna'}}")
                    .expect(400);
            peer.send("{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'anna', 'pubkey': 'k'}}")
                    .expect(200, "You are online as anna.");
            for (String verb :
                    List.of("message", "MESSAGE", "m", "exit", "q", "leave", "get_users", "get_potencials")) {
                peer.send("{'action': '" + verb + "', 'time': 1.5, 'to': 'vera', 'message': 'x'}")
                        .expect(400);
            }
            peer.fence("anna");
            for (String members : List.of(
                    "'to': 'vera', 'text': 'x'",
                    "'recipient': 'vera', 'message': 'x'",
                    "'to': 'vera', 'from': 'self', 'message': 'x'",
                    "'message': 'x'")) {
                peer.send("{'action': 'msg', 'time': 1.5, " + members + "}").expect(400);
            }
            vera.msg("#all", "nobody").expect(200, "\"reached\":0");
            vera.msg("anna", "x").expect(200);
            peer.expectLine("{'action':'msg','time':1,'to':'anna','from':'vera','message':'x'}");
            peer.send("{'action': 'quit'}").expect(200, "Good-bye.");
        }
    }

    private static List<String> spokenAfter(String... arguments) {
        Dialects dialects = parse(arguments);
        List<String> spoken = new ArrayList<>();
        for (String object : List.of(EVENT, COURSE, HANITA)) {
            spoken.add(familyOf(object, dialects));
        }
        spoken.removeIf("spec"::equals);
        return spoken;
    }

    private static String familyOf(String first, Dialects dialects) {
        PeerDialect peer = new PeerDialect(dialects, name -> false);
        try {
            peer.decode(Frame.of(json(first).getBytes(UTF_8)), true);
        } catch (ProtocolException e) {
            assertThat(peer.isStandard()).isTrue();
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
        return peer.family().word();
    }

    private static Dialects parse(String... arguments) {
        PeerOptions options = new PeerOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.dialects();
    }
}

package chat.jim.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.jim.codec.Json;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The names that programs have for things, all of which mean the same. */
class DialectReaderTest {
    /** Alice's; carol is somebody else. */
    private static final DialectReader READER = new DialectReader("alice", false, Address.account("carol")::equals);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'user':{'account_name':'alice'}",
                "'user':{'accaunt_name':'alice'}",
                "'user':{'client_name':'alice','status':'yep'}",
                "'user':{'account':'alice'}",
                "'user':'alice'",
                "'user':{'username':'alice'}",
                "'user':{'login':'alice'}",
                "'user':{'name':'alice'}",
                "'login':'alice'",
                "'sender':'alice'",
                "'from':'alice'",
                "'user':{'client_name':'alice','name':'bob'},'from':'carol'",
                "'account_name':'alice'"
            })
    void a_user_is_read_wherever_its_name_stands(String user) {
        assertThat(read("{'action':'presence','time':1," + user + "}"))
                .isInstanceOfSatisfying(
                        Action.Presence.class,
                        presence -> assertThat(presence.user().account()).hasToString("alice"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1700000000                    | 1700000000
            1700000000.999                | 1700000000
            -1.5                          | -2
            1.7e9                         | 1700000000
            1e18                          | 0
            1e999                         | 0
            9223372036854775808           | 0
            999999999999999999            | 0
            999999999999999872            | 999999999999999872
            '1700000000'                  | 1700000000
            '1700000000.25'               | 1700000000
            '< 1700000000 >'              | 1700000000
            'Tue Nov 14 22:13:20 2023'    | 0
            '2023-11-14T22:13:20'         | 0
            '99999999999999999999999'     | 0
            ''                            | 0
            null                          | 0
            [1700000000]                  | 0
            {}                            | 0
            """)
    void a_time_is_read_as_a_number_or_as_digits_and_is_unknown_in_words(String time, long seconds) {
        assertThat(read("{'action':'presence','time':" + time + ",'user':'a'}"))
                .isEqualTo(new Action.Presence(seconds, null, Address.account("a"), null));
    }

    @Test
    void so_it_is_where_there_is_none() {
        assertThat(read("{'action':'exit','account_name':'alice'}")).isEqualTo(new Action.Quit(0));
    }

    @Test
    void what_is_indented_by_four_and_ended_by_line_feed_and_carriage_return_is_read() throws IOException {
        String object =
                "{\n    'action': 'message',\n    'time': 1,\n    'user': {\n        'account_name': 'alice'\n    },\n"
                        + "    'from': 'alice',\n    'to': 'bob',\n    'mess_text': 'a\\nb'\n}\n\r";
        FrameReader reader = new FrameReader(
                new ByteArrayInputStream(RawClient.json(object + object).getBytes(UTF_8)));

        for (int i = 0; i < 2; i++) {
            Frame frame = frame(reader);
            Action.Msg msg = (Action.Msg) READER.action(Json.object(frame), frame);
            assertThat(msg.message()).isEqualTo("a\nb");
            assertThat(msg.from()).hasToString("alice");
        }
    }

    private static Frame frame(FrameReader reader) throws IOException {
        try {
            return reader.read();
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_misprinted_probe_is_a_probe() {
        assertThat(read("{'action':'pr\u043ebe','time':1}")).isEqualTo(new Action.Probe(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'time':1,'user':'a'}                                                     | The field action
            {'action':7,'time':1,'user':'a'}                                          | The field action
            {'action':'','time':1}                                                    | The field action
            {'action':'sixteen_letters_','time':1}                                    | The field action
            {'action':'presence','time':1}                                            | The field account_name
            {'action':'presence','time':1,'user':{'account_name':7}}                  | The field account_name
            {'action':'presence','time':1,'user':'#tea'}                              | leave the # out
            {'action':'presence','time':1,'user':'a b'}                               | This name is not allowed
            {'action':'presence','time':1,'user':'\\u001b[2J'}                        | This name is not allowed
            {'action':'message','time':1,'to':'bob'}                                  | The field message
            {'action':'message','time':1,'to':7,'mess_text':'hi'}                     | The field to
            {'action':'message','time':1,'to':'bob','mess_text':''}                   | The field message
            {'action':'message','time':1,'to':'\\u001b[2J','mess_text':'hi'}          | This name is not allowed
            {'action':'message','time':1,'to':'b','from':'\\u202ea','mess_text':'hi'} | This name is not allowed
            {'action':'authenticate','time':1,'user':{'account_name':'a','password':''}} | The field password
            {'action':'join','time':1,'room':'tea'}                                   | put the # before it
            {'action':'add_contact','time':1}                                         | The field account_name
            """)
    void what_is_missing_or_over_a_limit_is_refused(String object, String words) {
        assertRefused(object, words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'message','time':1,'response':200,'from':'alice','to':'bob','mess_text':'hi'}",
                "{'event':'message','time':1,'from':'alice','to':'bob','message_text':'hi','response':400,'error':'no'}"
            })
    void what_would_pass_for_a_servers_answer_is_refused(String object) {
        assertRefused(object, "An object is an action, an event or a response");
    }

    @Test
    void an_action_that_is_an_event_too_is_refused() {
        assertRefused("{'action':'exit','event':'message','mess_text':'hi'}", "leave one of them out");
    }

    @Test
    void of_a_contact_and_oneself_the_one_in_user_is_oneself() {
        assertThat(read("{'action':'add','time':1,'user':'alice','account_name':'bob'}"))
                .isInstanceOfSatisfying(
                        Action.AddContact.class,
                        add -> assertThat(add.contact()).hasToString("bob"));
        assertThat(read("{'action':'del_contact','time':1,'user_id':'bob'}"))
                .isInstanceOfSatisfying(
                        Action.DelContact.class,
                        add -> assertThat(add.contact()).hasToString("bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit", "exit", "q", "leave"})
    void there_are_several_ways_to_say_good_bye(String word) {
        assertThat(read("{'action':'" + word + "'}")).isInstanceOf(Action.Quit.class);
    }

    private static void assertRefused(String object, String words) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(object))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
    }

    private static Action read(String object) {
        return READER.action(object(object), Samples.frame(object));
    }

    private static ObjectNode object(String singleQuoted) {
        return Samples.object(singleQuoted);
    }
}

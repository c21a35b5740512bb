package chat.jim.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.Login;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static final Address ALICE = Address.account("alice");

    static Stream<String> every_message() {
        return Stream.of(
                "{'action':'presence','time':1,'type':'status','user':{'account_name':'alice','status':'here'}}",
                "{'action':'presence','time':1,'user':{'account_name':'alice'}}",
                "{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'}}",
                "{'action':'register','time':1,'user':{'account_name':'alice','password':'secret'}}",
                "{'action':'presence','time':1,'user':{'account_name':'alice'},'resume':true}",
                "{'action':'presence','time':1,'user':{'account_name':'alice'},'resume':'T0-_ken'}",
                "{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'s'},'resume':true}",
                "{'action':'register','time':1,'user':{'account_name':'alice','password':'s'},'resume':true}",
                "{'action':'probe','time':1}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','encoding':'utf-8','message':'\u0444'}",
                "{'action':'msg','time':1,'to':'#tea','message':'hi'}",
                "{'action':'join','time':1,'room':'#tea'}",
                "{'action':'leave','time':1,'room':'#tea'}",
                "{'action':'who','time':1}",
                "{'action':'who','time':1,'room':'#tea'}",
                "{'action':'rooms','time':1}",
                "{'action':'get_contacts','time':1}",
                "{'action':'add_contact','time':1,'user_id':'bob'}",
                "{'action':'del_contact','time':1,'user_id':'bob'}",
                "{'action':'quit','time':1}",
                "{'response':200,'time':1,'alert':'OK'}",
                "{'response':200,'time':1,'alert':'OK','resume':'T0-_ken'}",
                "{'response':404,'time':1,'error':'No'}",
                "{'response':202,'time':1,'list':['alice','bob']}",
                "{'response':202,'time':1,'user':{'account_name':'bob','status':'here'}}");
    }

    @ParameterizedTest
    @MethodSource("every_message")
    void every_message_is_written_as_it_was_read(String message) {
        assertThat(Codec.encode(decode(message)).text()).isEqualTo(json(message));
    }

    @Test
    void quit_alone_may_come_without_time() {
        assertThat(decode("{'action':'quit'}")).isEqualTo(new Action.Quit(0));
        assertRefused("{'action':'rooms'}", "time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.9", "1e0", "1", "-1", "'Sat Nov 21 2026'"})
    void time_may_be_any_number_or_a_string(String time) {
        assertThat(decode("{'action':'rooms','time':" + time + "}")).isInstanceOf(Action.Rooms.class);
    }

    @Test
    void what_a_field_has_to_be_is_said_by_its_type() {
        assertRefused("{'action':'who','time':1,'roles':'yes'}", "The field roles has to be true or false.");
        assertRefused(
                "{'action':'room','time':1,'room':'#a','private':1}", "The field private has to be true or false.");
        assertRefused(
                "{'action':'ban','time':1,'room':'#a','user_id':'b','seconds':'x'}",
                "seconds has to be a whole number.");
        assertRefused(
                "{'action':'ban','time':1,'room':'#a','user_id':'b','seconds':" + "9".repeat(30) + "}", "smaller");
        assertRefused("{'action':'forget','time':1,'id':" + "9".repeat(30) + "}", "smaller");
        assertRefused("{'action':'ban','time':1,'room':'#a','user_id':'b','reason':[]}", "reason has to be a string.");
        assertRefused("{'action':'invite','time':1,'room':'#a'}", "user_id is needed, and has to be a string.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "[]", "{}", "1e1000000000", "1e400", "9223372036854775808", "-1e99"})
    void time_may_be_nothing_else(String time) {
        assertRefused("{'action':'rooms','time':" + time + "}", "time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'msg','time':1,'to':'bob','to':'eve','message':'x'}",
                "{'action':'msg','time':1,'to':'bob','\\u0074o':'eve','message':'x'}",
                "{'action':'presence','time':1,'user':{'account_name':'a','account_name':'b'}}",
                "{'action':'quit','message':1,'message':2}",
                "{'x':1,'action':'quit','x':[{'to':{}}]}",
                "{'action':'quit','user':{'x':1,'x':2}}",
                "{'action':'quit','x':[[{'y':{'z':[],'z':{}}}]]}"
            })
    void a_field_given_twice_is_refused(String object) {
        assertRefused(object, "twice");
    }

    @Test
    void an_unknown_field_may_be_anything() {
        assertThat(decode("{'x':1,'action':'quit','y':[{'to':{}}],'user':{'x':1,'y':null}}"))
                .isEqualTo(new Action.Quit(0));
    }

    @Test
    void eight_levels_of_nesting_pass_and_nine_do_not() {
        assertThat(decode("{'action':'quit','x':" + "[".repeat(7) + "]".repeat(7) + "}"))
                .isNotNull();
        assertRefused("{'action':'quit','x':" + "[".repeat(8) + "]".repeat(8) + "}", "nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'quit',}",
                "{'action' 'quit'}",
                "{action:'quit'}",
                "{'action':'quit'/**/}",
                "{'action':'quit','x':NaN}",
                "{'action':'quit','x':+1}",
                "{'action':'quit','x':01}",
                "{'action':'quit','x':[}",
                "{'action':'quit','x':'\t'}",
                "{'action':'quit','x':'\\q'}"
            })
    void what_is_not_json_is_refused_with_the_place(String object) {
        assertRefused(object, "not JSON at line");
    }

    @Test
    void the_misprinted_probe_is_a_probe() {
        assertThat(decode("{'action':'pr\u043ebe','time':1}")).isEqualTo(new Action.Probe(1));
    }

    @Test
    void actions_have_fifteen_characters_and_are_known() {
        assertRefused("{'action':'abcdefghijklmno','time':1}", "no action abcdefghijklmno");
        assertRefused("{'action':'abcdefghijklmnop','time':1}", "within 15");
        assertRefused("{'action':'PROBE','time':1}", "no action PROBE");
        assertRefused("{'action':7,'time':1}", "action");
        assertRefused("{'time':1}", "action");
    }

    @Test
    void a_message_has_one_to_five_hundred_characters() {
        assertThat(decode(msg("\\ud83d\\ude00".repeat(500)))).isInstanceOf(Action.Msg.class);
        assertRefused(msg("\\ud83d\\ude00".repeat(501)), "keep it within 500");
        assertRefused(msg(""), "empty");
    }

    @Test
    void a_response_code_may_be_a_string_of_three_digits() {
        assertThat(decode("{'response':'200'}")).isEqualTo(new Response(Code.OK, 0, null));
        assertRefused("{'response':99}", "three digits");
        assertRefused("{'response':1000}", "three digits");
    }

    @Test
    void the_sender_is_put_in_and_all_else_is_kept() {
        String object =
                "{\n 'x': {'to': 'eve', 'n': 1.50e+1},\n 'action':'msg','time':1.0,'to':'bob','message':'\\u0444'\n}";

        assertThat(withSender(object))
                .isEqualTo(json("{'x':{'to':'eve','n':1.50e+1},'action':'msg','time':1.0,'to':'bob','from':'alice',"
                        + "'message':'\u0444'}"));
    }

    @Test
    void a_sender_that_is_there_gets_its_own_spelling() {
        assertThat(withSender("{'from':'ALICE', 'action':'msg','time':1,'to':'bob','message':'x','y':['from','to']}"))
                .isEqualTo(json("{'from':'alice','action':'msg','time':1,'to':'bob','message':'x','y':['from','to']}"));
    }

    @Test
    void only_a_part_is_about_a_user() {
        assertThat(decode("{'response':404,'time':1,'user':{'account_name':'bob','status':'here'}}"))
                .isEqualTo(new Response(Code.NOT_FOUND, 1, null));
    }

    @Test
    void an_object_is_not_an_action_and_a_response_at_once() {
        assertRefused("{'action':'quit','response':101,'alert':'The server is going down.'}", "leave one");
    }

    @Test
    void an_empty_list_is_a_part_of_a_list_too() {
        assertThat(((Response) decode("{'response':202,'time':1,'list':[]}")).isPart())
                .isTrue();
        assertThat(((Response) decode("{'response':202,'time':1}")).isPart()).isFalse();
    }

    @Test
    void of_a_list_only_the_texts_are_names() {
        assertThat(((Response) decode("{'response':202,'time':1,'list':['a',1,null,['b'],'c']}")).names())
                .containsExactly("a", "c");
        assertThat(((Response) decode("{'response':202,'time':1,'list':{'x':'a'}}")).names())
                .isEmpty();
    }

    @Test
    void an_object_that_would_be_too_long_is_not_written() {
        Action.Authenticate longest = new Action.Authenticate(1, new Login(ALICE, "x".repeat(640)));

        ProtocolException e = catchThrowableOfType(ProtocolException.class, () -> Codec.encode(longest));

        assertThat(e).hasMessageContaining("keep it within 640");
    }

    @Test
    void the_longest_names_of_a_part_fit_into_an_object() {
        Response list = new Response(Code.OK, 1, "Online").withNames(names(45));

        List<Response> parts = list.parts();

        assertThat(parts)
                .extracting(part -> part.names() == null ? 0 : part.names().size())
                .containsExactly(20, 20, 5, 0);
        assertThat(parts.stream().map(Codec::encode)).hasSize(4);
    }

    @Test
    void no_secret_and_no_text_is_told_by_to_string() {
        for (String verb : List.of("authenticate", "register")) {
            assertThat(decode("{'action':'" + verb + "','time':1,'user':{'account_name':'a','password':'secret'}}"))
                    .asString()
                    .doesNotContain("secret");
        }
        assertThat(decode(msg("secret"))).asString().doesNotContain("secret");
    }

    private static List<String> names(int count) {
        return Stream.generate(() -> "\u0444".repeat(25)).limit(count).toList();
    }

    private static String msg(String text) {
        return "{'action':'msg','time':1,'to':'bob','message':'" + text + "'}";
    }

    private void assertRefused(String object, String words) {
        ProtocolException e = catchThrowableOfType(ProtocolException.class, () -> decode(object));

        assertThat(e).as(object).hasMessageContaining(words);
        assertThat(e.code()).isEqualTo(Code.BAD_REQUEST);
    }

    private Message decode(String object) {
        try {
            return Codec.decode(frame(object));
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }

    private String withSender(String msg) {
        return Codec.withSender((Action.Msg) decode(msg), ALICE).text();
    }

    private static Frame frame(String object) throws FrameException {
        return Frame.of(json(object).getBytes(UTF_8));
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}

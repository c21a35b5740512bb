package chat.jim.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.protocol.action.Action;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** PROTOCOL.md, appendix: how a message looks to a program that has written, and to one that has not. */
class FormTest {
    private static final String COURSE = "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'me'}}";

    /** Further than that a time is refused, or unknown. */
    private static final long EARLIEST = -999_999_999_999_999_872L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SPEC            | {'action':'msg','time':1763700000,'to':'x','from':'alice','message':'hi'}
            HANITA          | {'action':'msg','time':1763700000,'to':'x','from':'alice','message':'hi'}
            EVENT           | {'event':'message','from':'alice','to':'x','time':1763700000,'message_text':'hi'}
            GUEST_LOGIN     | {'action':'msg','time':1763700000,'from':'alice','to':'x','msg_text':'hi'}
            GUEST_BROADCAST | {'action':'message','sender':'alice','time':1763700000,'mess_text':'hi'}
            SIX_KEYS        | {'action':'msg','time':1763700000,'user':'alice','to':'x','code':null,'message':'hi'}
            COURSE          | {'action':'message','time':1763700000,'from':'alice','to':'x','mess_text':'hi',\
            'message_text':'hi','sender':'alice','destination':'x','message':'hi','recipient':'x',\
            'user':{'account_name':'alice'}}
            """)
    void a_program_that_has_written_nothing_is_written_to_as_all_of_its_family_can_read(Family family, String object) {
        assertThat(text(family.form().write(Samples.msg("bob", "hi"), "x"))).isEqualTo(object.replace("\\\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'action':'message','from':'me','to':'bob','time':1.5,'mess_text':'x'} \
            | {'action':'message','from':'alice','to':'me','time':1763700000,'mess_text':'hi'}
            {'action':'MESSAGE','sender':'me','destination':'bob','text':'x','time':'22:13'} \
            | {'action':'MESSAGE','sender':'alice','destination':'me','text':'hi','time':1763700000}
            {'action':'m','user':{'account_name':'me','to':'bob'},'message':{'text':'x'},'code':null,'encoding':'utf-8'} \
            | {'action':'m','user':{'account_name':'alice','to':'me'},'message':{'text':'hi'},'code':null,\
            'encoding':'utf-8','sender':'alice','from':'alice'}
            {'action':'msg','to':'bob','time':1,'message':'x'} \
            | {'action':'msg','to':'me','time':1763700000,'message':'hi','from':'alice'}
            {'action':'msg','to':'bob','msg txt':'x'} \
            | {'action':'msg','to':'me','msg txt':'hi','sender':'alice','from':'alice'}
            {'event':'message','account_name':'me','message_text':'x'} \
            | {'event':'message','account_name':'alice','message_text':'hi','sender':'alice','from':'alice'}
            {'action':'message','from':'me','to':['bob'],'mess_text':'x','me':true,'list':[1,2]} \
            | {'action':'message','from':'alice','mess_text':'hi','to':'me'}
            """)
    void a_program_that_has_written_is_written_to_as_it_writes(String written, String object) {
        PeerDialect peer = Samples.peer(COURSE);
        Samples.say(peer, written, false);
        Action.Msg msg = Samples.msg("#all", "hi");

        assertThat(text(peer.form().write(msg, peer.addressee(msg)))).isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource({
        "SPEC, #all",
        "COURSE, me",
        "COURSE_GUI, me",
        "EVENT, me",
        "GUEST_LOGIN, me",
        "CLIENT_NAME, #",
        "HANITA, #all",
        "QUANTITY, #all",
        "SCATTERED, #all"
    })
    void what_is_said_to_everybody_is_addressed_as_the_program_expects(Family family, String addressee) {
        PeerDialect peer = Samples.peer();
        peer.setSelfName(Address.account("me"));
        peer.cameIn(family);

        assertThat(peer.addressee(Samples.msg("#all", "hi"))).isEqualTo(addressee);
    }

    @ParameterizedTest
    @EnumSource
    void the_longest_text_is_split_so_that_each_piece_can_be_read_at_once(Family family) {
        String name = "\u0444".repeat(Limits.NAME);
        for (String letter :
                List.of("x", "\n", "\"", "\\", "\u0001", "\u0444", "\u0444\u0444\u0444 ", "\ud83d\ude00", "\u0301")) {
            String text = letter.repeat(Limits.MESSAGE / Limits.length(letter));
            Action.Msg msg = new Action.Msg(EARLIEST, Address.of(name), Address.account(name), null, text);

            List<Frame> pieces = family.form().write(msg, name);

            assertThat(pieces).allMatch(BareForm::fits);
            String whole = pieces.stream().map(FormTest::message).collect(Collectors.joining());
            assertThat(whole.replace(" \u2026", "").replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
        }
    }

    private static String message(Frame frame) {
        return Parts.of(Json.object(frame)).values(Part.TEXT).get(0);
    }

    @Test
    void a_text_is_split_between_words_with_dots_at_the_seams() {
        String word = "\u0441".repeat(49);
        String text = (word + " ").repeat(10).trim();

        List<String> pieces = Family.COURSE.form().write(Samples.msg("bob", text), "me").stream()
                .map(FormTest::message)
                .toList();

        assertThat(pieces).hasSize(2);
        assertThat(pieces.get(0)).endsWith(word + " \u2026");
        assertThat(pieces.get(1)).startsWith(word);
        assertThat(String.join(" ", pieces).replace(" \u2026", "")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 100, 150, 250, 400, 500})
    void names_are_left_out_rarest_first_where_the_object_would_be_too_long(int length) {
        ObjectNode object = Json.object(Family.COURSE
                .form()
                .write(Samples.msg("bob", "x".repeat(length)), "me")
                .get(0));

        assertThat(object.has("from") && object.has("to") && object.has("mess_text"))
                .isTrue();
        assertThat(object.has("message_text")).isEqualTo(length <= 400);
        assertThat(object.has("message")).isEqualTo(length <= 250);
    }

    @Test
    void a_form_with_no_room_for_a_text_is_not_kept() {
        String key = "\u0436".repeat(500);

        assertThat(Form.of(Samples.object("{'action':'message','to':'bob','" + key + "':{'text':'hi'}}"), true))
                .isNull();
    }

    private static String text(List<Frame> frames) {
        return frames.stream()
                .map(Frame::text)
                .collect(Collectors.joining("\n"))
                .replace('"', '\'');
    }

    @Test
    void everybody_can_read_the_longest_names() {
        String name = "\u0444".repeat(Limits.NAME);
        Action.Msg msg = new Action.Msg(1, Address.of(name), Address.account(name), null, "x");

        assertThat(Family.COURSE.form().write(msg, name).get(0).text().getBytes(UTF_8))
                .hasSizeLessThan(1024);
    }
}

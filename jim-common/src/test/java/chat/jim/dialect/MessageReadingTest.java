package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says what to whom, whatever a program calls it: nothing that is for somebody is for everybody. */
class MessageReadingTest {
    /** Alice's; carol is somebody else. */
    private static final DialectReader READER = new DialectReader("alice", false, Address.account("carol")::equals);

    /** The same, where a wrong sender is nothing bad. */
    private static final DialectReader CORRECTING = new DialectReader("alice", true, Address.account("carol")::equals);

    @ParameterizedTest
    @ValueSource(strings = {"mess_text", "message_text", "msg_text", "message", "text", "msg txt", "Text"})
    void a_text_is_read_under_each_of_its_names(String field) {
        assertThat(msg("{'action':'message','time':1,'from':'alice','to':'bob','" + field + "':'hi'}"))
                .isEqualTo(msg("{'action':'msg','time':1,'from':'alice','to':'bob','message':'hi'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'to':'#',",
                "'to':'',",
                "'to':'#all',",
                "'to':'#ALL',",
                "'to':'all',",
                "'to':null,",
                "'too':'',",
                ""
            })
    void who_writes_to_everybody_writes_to_the_common_room(String to) {
        assertThat(msg("{'action':'message','time':1," + to + "'mess_text':'hi'}")
                        .to())
                .isEqualTo(Address.EVERYBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'from':'alice','account_name':'bob'",
                "'from':'alice','sender':'bob'",
                "'account_name':'alice','sender':'bob'"
            })
    void a_message_with_two_senders_is_refused(String senders) {
        assertRefused("{'action':'message','time':1," + senders + ",'mess_text':'hi'}", "two senders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'from':'alice'", "'account_name':'alice'", "'sender':'alice'", "'from':'alice','sender':'alice'"
            })
    void the_sender_is_read_under_each_of_its_names(String sender) {
        assertThat(msg("{'action':'message','time':1," + sender + ",'mess_text':'hi'}")
                        .from())
                .hasToString("alice");
    }

    @Test
    void a_message_with_two_texts_is_refused() {
        assertRefused("{'action':'message','to':'bob','mess_text':'hi','message_text':'ho'}", "two texts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'to':'bob'",
                "'recipient':'bob'",
                "'destination':'bob'",
                "'receiver':'bob'",
                "'to_user':'bob'",
                "'toUser':'bob'",
                "'addressee':'bob'",
                "'to':['bob']",
                "'to':{'account_name':'bob'}",
                "'header':{'to':'bob'}",
                "'user':{'account_name':'alice','to':'bob'}",
                "'to':'bob','recipient':'bob'",
                "'to':'','recipient':'bob'",
                "'to':'bob','mood':'good'"
            })
    void the_addressee_is_read_under_each_of_its_names_wherever_it_stands(String to) {
        assertThat(msg("{'action':'message','from':'alice'," + to + ",'time':1,'text':'for bob only'}")
                        .to())
                .hasToString("bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'too':'bob'",
                "'to':'','too':'bob'",
                "'to':7",
                "'whom':'bob'",
                "'whom':'alice'",
                "'login':'bob'",
                "'user_id':'bob'",
                "'header':{'whom':'bob'}",
                "'whom':['bob']",
                "'from':['bob']",
                "'from':'carol'",
                "'user':{'name':'carol'}",
                "'msg':{'receivers':[['bob']]}"
            })
    void what_may_be_for_somebody_is_refused_and_not_taken_for_everybody(String maybe) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> msg(CORRECTING, "{'action':'message','text':'hi'," + maybe + "}"))
                .withMessageContaining("The field to is needed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'from':'self'",
                "'sender':'my self'",
                "'from':''",
                "'account_name':'maverick'",
                "'login':'alice'"
            })
    void a_wrong_sender_is_left_out_where_it_is_corrected(String sender) {
        Action.Msg msg = msg(CORRECTING, "{'action':'message','time':1," + sender + ",'mess_text':'hi'}");

        assertThat(msg.from()).isNull();
        assertThat(msg.to()).isEqualTo(Address.EVERYBODY);
    }

    @Test
    void a_message_to_two_is_refused() {
        assertRefused("{'action':'message','to':['bob','carol'],'mess_text':'hi'}", "two addressees");
        assertRefused("{'action':'message','to':'#all','recipient':'bob','mess_text':'hi'}", "two addressees");
    }

    @Test
    void somebody_who_is_called_all_is_not_everybody() {
        DialectReader reader = new DialectReader("alice", false, name -> true);

        Action.Msg msg = msg(reader, "{'action':'message','to':'all','mess_text':'hi'}");

        assertThat(msg.to()).hasToString("all");
    }

    @Test
    void one_text_under_several_names_is_one_text() {
        assertThat(msg("{'action':'message','to':'bob','mess_text':'hi','message':'hi'}")
                        .message())
                .isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg", "message", "MESSAGE", "m"})
    void there_are_several_ways_to_say_something(String word) {
        assertThat(msg("{'action':'" + word + "','text':'hi'}").message()).isEqualTo("hi");
    }

    private static void assertRefused(String object, String words) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> msg(object))
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
    }

    private static Action.Msg msg(String object) {
        return msg(READER, object);
    }

    private static Action.Msg msg(DialectReader reader, String object) {
        Action.Msg msg = (Action.Msg) reader.action(Samples.object(object), Samples.frame(object));
        return new Action.Msg(msg.time(), msg.to(), msg.from(), msg.encoding(), msg.message());
    }
}

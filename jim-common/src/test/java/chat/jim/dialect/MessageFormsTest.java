package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.wire.Frame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** A message as each dialect has it. */
class MessageFormsTest {
    private static final long TIME = 1763700000;

    /** Further than that a time is refused, or unknown. */
    private static final long EARLIEST = -999_999_999_999_999_872L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            spec            | {'action':'msg','time':1763700000,'to':'bob','from':'alice','message':'hi'}
            course          | {'action':'message','from':'alice','to':'me','time':1763700000,'mess_text':'hi'}
            course-text     | {'action':'message','from':'alice','to':'me','time':1763700000,'message_text':'hi'}
            course-gui      | {'action':'message','from':'alice','to':'me','time':1763700000,'mess_text':'hi'}
            event           | {'event':'message','from':'alice','to':'me','time':1763700000,'message_text':'hi'}
            client-name     | {'action':'msg','time':1763700000,'to':'me','from':'alice','message':'hi'}
            hanita          | {'action':'msg','time':1763700000,'to':'me','from':'alice','message':'hi'}
            quantity        | {'action':'msg','time':1763700000,'to':'me','from':'alice','message':'hi'}
            scattered       | {'action':'msg','time':1763700000,'to':'me','from':'alice','message':'hi'}
            guest-login     | {'action':'msg','time':1763700000,'from':'alice','to':'me','msg_text':'hi'}
            guest-broadcast | {'action':'message','sender':'alice','time':1763700000,'mess_text':'hi'}
            """)
    void to_one_person_it_is_addressed_to_what_that_calls_itself(String dialect, String form) {
        assertThat(written(dialect, "bob")).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "spec, #all",
        "course, me",
        "course-text, me",
        "course-gui, me",
        "event, me",
        "client-name, #",
        "hanita, #all",
        "quantity, #all",
        "scattered, #all",
        "guest-login, #all"
    })
    void to_the_common_room_it_is_addressed_to_what_that_is_called_there(String dialect, String to) {
        assertThat(written(dialect, "#all")).contains("'to':'" + to + "'");
    }

    private static String written(String dialect, String to) {
        Action.Msg msg = new Action.Msg(TIME, Address.of(to), Address.account("alice"), null, "hi");
        return EveryDialect.named(dialect).encode(msg, "me").text().replace('"', '\'');
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "\"", "\\", "\u0001", "\u0444", "\ud83d\ude00"})
    void the_longest_message_fits_into_an_object_of_each_dialect(String letter) {
        String name = "\u0444".repeat(Limits.NAME);
        String room = "#" + "\u0444".repeat(Limits.NAME - 1);
        for (Dialect dialect : EveryDialect.all()) {
            for (String to : new String[] {name, room}) {
                Action.Msg msg = new Action.Msg(
                        EARLIEST, Address.of(to), Address.account(name), null, letter.repeat(Limits.MESSAGE));

                Frame frame = dialect.encode(msg, name);

                ObjectNode object = Json.object(frame);
                Action.Msg again = (Action.Msg) dialect.decode(object, frame);
                assertThat(again.message()).as(dialect.name()).isEqualTo(msg.message());
                assertThat(again.time()).as(dialect.name()).isEqualTo(msg.time());
            }
        }
    }
}

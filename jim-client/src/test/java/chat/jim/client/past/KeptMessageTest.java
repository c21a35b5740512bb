package chat.jim.client.past;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages that a server has kept, and their ids. */
class KeptMessageTest {
    private static final long ID = 1763700002123456L;

    @Test
    void a_part_becomes_the_message_that_it_was_with_its_id() {
        Action.Msg msg = only("{'response':202,'time':7,'id':1763700002123456,'room':'#tea','from':'alice',"
                + "'message':'a \\\"b\\\"','encoding':'utf-8','me':true}");

        assertThat(MessageId.of(msg)).isEqualTo(ID);
        assertThat(new String(Codec.line(msg), StandardCharsets.UTF_8))
                .isEqualTo("{\"action\":\"msg\",\"time\":7,\"to\":\"#tea\",\"from\":\"alice\",\"encoding\":\"utf-8\","
                        + "\"message\":\"a \\\"b\\\"\",\"me\":true,\"id\":1763700002123456}");
    }

    @Test
    void a_part_of_a_talk_is_for_somebody() {
        assertThat(only("{'response':202,'time':7,'id':5,'to':'bob','from':'alice','message':'hi'}"))
                .extracting(Action.Msg::to)
                .isEqualTo(Address.account("bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'response':202,'time':7,'id':5,'from':'alice','message':'hi'}",
                "{'response':202,'time':7,'id':5,'room':'#tea','message':'hi'}",
                "{'response':202,'time':7,'id':5,'room':'#tea','from':'#tea','message':'hi'}",
                "{'response':202,'time':7,'id':5,'room':'#tea','from':'b ob','message':'hi'}",
                "{'response':202,'time':7,'id':5,'room':'#tea','from':'alice','message':''}",
                "{'response':202,'time':7,'id':5,'room':'#tea','from':'alice'}"
            })
    void what_is_no_message_is_left_out(String part) {
        assertThat(KeptMessage.of(answer(part))).isEmpty();
    }

    @Test
    void they_are_in_the_order_of_their_ids_and_of_the_room_that_was_asked_for() {
        Response answer = answer(
                "{'response':202,'time':7,'id':9,'room':'#tea','from':'alice','message':'second'}",
                "{'response':202,'time':7,'id':8,'room':'#ops','from':'alice','message':'elsewhere'}",
                "{'response':202,'time':7,'id':7,'to':'bob','from':'alice','message':'to one'}",
                "{'response':202,'time':7,'id':6,'room':'#tea','from':'alice','message':'first'}");

        assertThat(KeptMessage.of(answer, Address.room("#tea")))
                .extracting(Action.Msg::message)
                .containsExactly("first", "second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','id':1763700002123456} | 1763700002123456",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','me':true,'id':5} | 5",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x'} | 0",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':',\\\"id\\\":5'} | 0",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','y':{'x':1,'id':5}} | 0",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','id':'5'} | 0",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','id':-5} | 0",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','xid':5} | 0",
                "{'action':'msg','time':1,'to':'#tea','from':'bob','message':'x','id':9999999999999999999} | 0"
            })
    void a_message_has_the_id_that_is_its_last_field(String object, long id) {
        assertThat(MessageId.of((Action.Msg) decode(object))).isEqualTo(id);
    }

    @Test
    void an_id_is_a_time() {
        assertThat(MessageId.time(ID)).isEqualTo(Instant.parse("2025-11-21T04:40:02.123456Z"));
        assertThat(MessageId.at(MessageId.time(ID))).isEqualTo(ID);
        assertThat(MessageId.at(Instant.EPOCH)).isPositive();
    }

    @Test
    void a_server_that_sends_parts_without_end_fills_no_memory() {
        AnswerParts parts = new AnswerParts();
        Response part = (Response) decode("{'response':202,'time':7,'id':5,'room':'#tea','from':'bob','message':'x'}");
        for (int i = 0; i < 10_000; i++) {
            assertThat(parts.add(part, true)).isNull();
        }

        assertThat(parts.add(new Response(Code.OK, 1, "x"), true).messages()).hasSize(200);
        assertThat(parts.add(new Response(Code.OK, 1, "x"), true).messages()).isEmpty();
    }

    private static Action.Msg only(String part) {
        return KeptMessage.of(answer(part)).get(0);
    }

    private static Response answer(String... parts) {
        return new Response(Code.OK, 1, "Messages.")
                .withMessages(List.of(parts).stream()
                        .map(part -> (Response) decode(part))
                        .toList());
    }

    private static Object decode(String object) {
        return Codec.decode(Frame.ofText(object.replace('\'', '"')));
    }
}

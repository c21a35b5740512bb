package chat.jim.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be relayed by its header alone, the codec reads the same: it stays the authority. */
class MsgHeaderTest {
    private static final String PLAIN =
            "{'action':'msg','time':1763700000,'to':'bob','from':'alice','encoding':'utf-8','message':'hello'}";

    private final MsgHeader header = new MsgHeader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                "{ 'message' : 'x\\n\\'\\u0444' ,\t'from':'alice','to':'bob','time':-1.5,'action':'msg' }",
                "{'action':'msg','time':'noon','to':'bob','from':'alice','message':'\u0444\ud83d\ude00','x':1,'y':'2'}"
            })
    void a_plain_msg_is_read_by_its_header(String object) throws Exception {
        assertThat(header.read(frame(object))).isTrue();
        assertThat(header.to()).hasToString("bob");
        assertThat(header.from()).hasToString("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'msg','time':1,'to':'bob','message':'x'}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':''}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':'x','from':'alice'}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':'x','response':200}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':'x','y':1,'y':'2'}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':5}",
                "{'action':'msg','time':1,'to':123,'from':'alice','message':'x'}",
                "{'action':'msg','time':1,'to':'b ob','from':'alice','message':'x'}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':'\\ud83d\\ude00'}",
                "{'action':'msg','time':1,'to':'bob','from':'alice','message':'x','y':[1]}",
                "{'action':'msg','time':1,'to':'bob',\n'from':'alice','message':'x'}",
                "{'action':'who','time':1,'to':'bob','from':'alice','message':'x'}",
                "{'action':'msg','time':1000000000000000000,'to':'bob','from':'alice','message':'x'}"
            })
    void what_is_less_plain_is_left_to_the_codec(String object) throws Exception {
        assertThat(header.read(frame(object))).isFalse();
    }

    @Test
    void five_hundred_characters_are_plain_and_one_more_is_not() throws Exception {
        assertThat(header.read(frame(PLAIN.replace("hello", "\u0444".repeat(500)))))
                .isTrue();
        assertThat(header.read(frame(PLAIN.replace("hello", "\u0444".repeat(501)))))
                .isFalse();
    }

    @Test
    void the_addressee_is_that_of_each_message() throws Exception {
        for (String name : List.of("bob", "carol", "carol", "bob", "Bob")) {
            assertThat(header.read(frame(PLAIN.replace("bob", name)))).isTrue();
            assertThat(header.to()).hasToString(name);
        }
    }

    @Test
    void what_the_header_reads_the_codec_reads_the_same() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        RandomObjects objects = new RandomObjects(new Random(seed));
        int plain = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] object = objects.next();
            plain += agrees(object) ? 1 : 0;
        }
        assertThat(plain).as("-Djim.seed=%d", seed).isGreaterThan(5_000);
    }

    /** Whether the object was let through; fails if the codec does not agree. */
    private boolean agrees(byte[] object) {
        byte[] stream = Arrays.copyOf(object, object.length + 1);
        stream[object.length] = '\n';
        Frame frame;
        try {
            frame = new FrameReader(new ByteArrayInputStream(stream)).read();
        } catch (FrameException | IOException e) {
            return false;
        }
        if (frame == null || frame.flatObject() == null) {
            return false;
        }
        String text = frame.text();
        byte[] bytes = text.getBytes(UTF_8);
        assertThatCode(() -> Frame.of(bytes)).as(text).doesNotThrowAnyException();
        if (!header.read(frame)) {
            return false;
        }
        Action.Msg msg = (Action.Msg) Codec.decode(frame);
        assertThat(msg.to()).as(text).hasToString(header.to().toString());
        assertThat(msg.from()).as(text).hasToString(header.from().toString());
        assertThat(frame.multiline()).as(text).isFalse();
        return true;
    }

    private static Frame frame(String object) throws IOException, FrameException {
        byte[] bytes = (object.replace('\'', '"') + "\n").getBytes(UTF_8);
        return new FrameReader(new ByteArrayInputStream(bytes)).read();
    }
}

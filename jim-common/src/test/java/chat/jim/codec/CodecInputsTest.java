package chat.jim.codec;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.testing.FuzzInputs;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever frame comes, it is a message by the rules of PROTOCOL.md, or refused with 400. */
class CodecInputsTest {
    private static final Address ALICE = Address.account("alice");

    private final MsgHeader header = new MsgHeader();

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_frame_is_a_message_by_the_rules_or_refused(byte[] input) {
        Frame frame = frame(input);
        if (frame == null) {
            return;
        }
        boolean plain = header.read(frame);
        Message message;
        try {
            message = Codec.decode(frame);
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo(Code.BAD_REQUEST);
            assertThat(plain).as(frame.text()).isFalse();
            return;
        }
        assertStrict(frame.text());
        assertThat(decodedAgain(message)).as(frame.text()).isEqualTo(message);
        if (plain) {
            Action.Msg msg = (Action.Msg) message;
            assertThat(msg.to()).hasToString(header.to().toString());
            assertThat(String.valueOf(msg.from())).isEqualTo(header.from().toString());
        }
        if (message instanceof Action.Msg msg) {
            assertRelayed(msg, frame);
        }
    }

    @Test
    void so_are_many_others() {
        FuzzInputs.mutate(getClass(), 2000, this::any_frame_is_a_message_by_the_rules_or_refused);
    }

    /** Read as a server does, with the members noted if the object is flat. */
    private static @Nullable Frame frame(byte[] input) {
        byte[] line = Arrays.copyOf(input, input.length + 1);
        line[input.length] = '\n';
        try {
            return new FrameReader(new ByteArrayInputStream(line)).read();
        } catch (FrameException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is JSON by another reader too, and what sections 2 and 3 want of any object and of each field holds. */
    private static void assertStrict(String text) {
        StrictJson.Members members = StrictJson.object(text);
        assertThat(StrictJson.depth(text)).as(text).isLessThanOrEqualTo(Limits.NESTING);
        assertThat(members.all()).as(text).extracting(Map.Entry::getKey).doesNotHaveDuplicates();
        assertThat(members.of("action").size() + members.of("response").size()).isEqualTo(1);
        for (Object action : members.of("action")) {
            assertLength(action, Limits.ACTION);
            Object time = members.of("time").stream().findFirst().orElse(0);
            assertThat(time instanceof String || time.equals(0) || StrictJson.isNumber(time))
                    .as(text)
                    .isTrue();
            if (action.equals("msg")) {
                assertLength(members.of("message").get(0), Limits.MESSAGE);
                assertLength(members.of("to").get(0), Limits.NAME);
            }
        }
        for (Object user : members.of("user")) {
            if (user instanceof StrictJson.Members its) {
                assertThat(its.of("account_name").size()).as(text).isLessThanOrEqualTo(1);
                assertThat(its.of("password").size()).as(text).isLessThanOrEqualTo(1);
            }
        }
    }

    private static void assertLength(Object value, int most) {
        String text = (String) value;
        assertThat(text.codePointCount(0, text.length())).as(text).isBetween(1, most);
        assertThat(text.codePoints()).as(text).noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** Written anew, which may make it longer (a time of 1e17, or none), and read again. */
    private Message decodedAgain(Message message) {
        Message bare = withoutFrame(message);
        Frame written;
        try {
            written = Codec.encode(bare);
        } catch (ProtocolException e) {
            assertThat(e).hasMessageContaining("keep it within " + Frame.MAX_CHARACTERS);
            return message;
        }
        Message again = withoutFrame(Codec.decode(written));
        return again.equals(bare) ? message : again;
    }

    private static Message withoutFrame(Message message) {
        return message instanceof Action.Msg msg
                ? new Action.Msg(msg.time(), msg.to(), msg.from(), msg.encoding(), msg.message())
                : message;
    }

    /** With the sender's name in it, it says the same, field by field, those that nobody knows here included. */
    private void assertRelayed(Action.Msg msg, Frame frame) {
        List<Object> message = StrictJson.object(frame.text()).of("message");
        String relayed;
        try {
            relayed = Codec.withSender(msg, ALICE).text();
        } catch (ProtocolException e) {
            assertThat(e).hasMessageContaining("keep it within " + Frame.MAX_CHARACTERS);
            return;
        }
        assertThat(relayed).doesNotContain("\n", "\r");
        StrictJson.Members members = StrictJson.object(relayed);
        assertThat(members.of("from")).containsExactly("alice");
        assertThat(members.of("message")).isEqualTo(message);
        assertThat(others(members)).isEqualTo(others(StrictJson.object(frame.text())));
    }

    private static List<?> others(StrictJson.Members members) {
        return members.all().stream()
                .filter(member -> !member.getKey().equals("from"))
                .toList();
    }
}

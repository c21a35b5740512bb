package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.testing.FuzzInputs;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever frame comes from whomever, it is read or refused with 400; and what is read can be said to all. */
class DialectInputsTest {
    private static final Address ALICE = Address.account("alice");
    private static final long NOW = 1763700000;

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_frame_is_read_or_refused_and_what_is_read_can_be_said_in_all(byte[] input) {
        Frame frame = frame(input);
        if (frame == null) {
            return;
        }
        for (Family family : Family.values()) {
            for (boolean first : new boolean[] {false, true}) {
                PeerDialect peer = Samples.peer();
                peer.setSelfName(ALICE);
                peer.cameIn(family);
                Message message = read(peer, frame, first);
                if (message instanceof Action action) {
                    assertAnswered(peer, action, new Response(Code.OK, NOW, "Done."));
                    assertAnswered(peer, action, new Response(Code.UNAUTHORIZED, NOW, "No."));
                }
                if (message instanceof Action.Msg msg) {
                    assertWithinLimits(msg);
                    assertSaid(msg, peer.form());
                    assertSaid(msg, family.form());
                }
            }
        }
    }

    @Test
    void so_are_many_others() {
        FuzzInputs.mutate(getClass(), 1000, this::any_frame_is_read_or_refused_and_what_is_read_can_be_said_in_all);
    }

    private static @Nullable Frame frame(byte[] input) {
        try {
            return Frame.of(input);
        } catch (FrameException e) {
            return null;
        }
    }

    private static @Nullable Message read(PeerDialect peer, Frame frame, boolean first) {
        try {
            return peer.decode(frame, first);
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo(Code.BAD_REQUEST);
            String closing = " Too many in a row: the connection is closed.";
            assertAnswered(peer, null, new Response(e.code(), NOW, e.sentence() + closing));
            return null;
        }
    }

    private static void assertAnswered(PeerDialect peer, @Nullable Action asked, Response response) {
        for (boolean online : new boolean[] {false, true}) {
            List<Frame> answers =
                    peer.encode(new Reply(asked, online, response)).toList();
            assertThat(answers)
                    .allMatch(BareForm::fits)
                    .allSatisfy(
                            answer -> assertThat(Json.object(answer).isEmpty()).isFalse());
        }
    }

    private static void assertWithinLimits(Action.Msg msg) {
        assertThat(Limits.length(msg.message())).isBetween(1, Limits.MESSAGE);
        assertThat(Limits.length(msg.to().toString())).isBetween(1, Limits.NAME);
        assertThat(msg.message().codePoints()).noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** It can be found again under the names that it was written by: the same text, but for a split one, and the sender. */
    private static void assertSaid(Action.Msg msg, Form form) {
        Address sender = Objects.requireNonNullElse(msg.from(), ALICE);
        List<Frame> frames = form.write(new Action.Msg(msg.time(), msg.to(), sender, null, msg.message()), "x");
        assertThat(frames).isNotEmpty().allMatch(BareForm::fits);
        for (Frame frame : frames) {
            ObjectNode object = Json.object(frame);
            assertThat(frame.multiline()).isFalse();
            assertThat(Parts.of(object).isMessage()).isTrue();
            assertThat(Parts.of(object).values(Part.SENDER)).containsExactly(sender.toString());
            assertThat(Parts.of(object).values(Part.TEXT)).hasSize(1);
            if (frames.size() == 1) {
                assertThat(Parts.of(object).values(Part.TEXT)).containsExactly(msg.message());
            }
        }
    }
}

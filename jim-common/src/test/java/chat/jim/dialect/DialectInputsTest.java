package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.testing.FuzzInputs;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever frame comes, each dialect reads an action or refuses it with 400; and what one reads all can say. */
class DialectInputsTest {
    private static final Address ALICE = Address.account("alice");
    private static final String SELF = "\u0431\u043e\u0431";

    private static final long NOW = 1763700000;

    private final Dialects dialects = Dialects.all();

    @ParameterizedTest
    @ArgumentsSource(FuzzInputs.class)
    void any_frame_is_read_or_refused_and_what_is_read_can_be_said_in_all(byte[] input) {
        Frame frame = frame(input);
        ObjectNode object = frame == null ? null : object(frame);
        if (object == null) {
            return;
        }
        Dialect first = dialects.firstSpokenIn(object);
        assertThat(first).isNotSameAs(Dialects.SPECIFICATION);
        for (Dialect dialect : EveryDialect.all()) {
            Dialect spoken = dialects.spokenIn(object, dialect);
            assertThat(dialects.spokenIn(object, spoken))
                    .as("%s after %s", spoken.name(), dialect.name())
                    .isSameAs(spoken);
            Message message = read(dialect, object, frame);
            if (message instanceof Action action) {
                assertAnswerable(dialect, action);
            }
            if (message instanceof Action.Msg msg) {
                assertWithinLimits(msg);
                assertPassedOn(dialect, msg, object);
                EveryDialect.all().forEach(other -> assertSaid(msg, other));
            }
        }
    }

    @Test
    void so_are_many_others() {
        FuzzInputs.mutate(getClass(), 2000, this::any_frame_is_read_or_refused_and_what_is_read_can_be_said_in_all);
    }

    private static @Nullable Frame frame(byte[] input) {
        try {
            return Frame.of(input);
        } catch (FrameException e) {
            return null;
        }
    }

    private static @Nullable ObjectNode object(Frame frame) {
        try {
            return Json.object(frame);
        } catch (ProtocolException e) {
            EveryDialect.all().forEach(dialect -> assertRefused(dialect, e));
            return null;
        }
    }

    private static @Nullable Message read(Dialect dialect, ObjectNode object, Frame frame) {
        try {
            return dialect.decode(object, frame);
        } catch (ProtocolException e) {
            assertRefused(dialect, e);
            return null;
        }
    }

    /** It can be answered, even as the last of too many that are no good. */
    private static void assertRefused(Dialect dialect, ProtocolException refusal) {
        assertThat(refusal.code()).isEqualTo(Code.BAD_REQUEST);
        String closing = " Too many in a row: the connection is closed.";
        assertAnswered(dialect, null, new Response(refusal.code(), NOW, refusal.sentence() + closing));
    }

    /** The longest answer: with what it is about in it. */
    private static void assertAnswerable(Dialect dialect, Action action) {
        assertAnswered(dialect, action, new Response(Code.OK, NOW, "Done."));
        assertAnswered(dialect, action, new Response(Code.UNAUTHORIZED, NOW, "No."));
        if (action instanceof Action.Presence presence
                && presence.user().publicKey() != null
                && dialect.name().equals("course-gui")) {
            Action.PublicKey asking = new Action.PublicKey(1, ALICE);
            assertAnswered(
                    dialect, asking, new Response(Code.OK, NOW, presence.user().publicKey()));
        }
    }

    private static void assertAnswered(Dialect dialect, @Nullable Action asked, Response response) {
        for (boolean online : new boolean[] {false, true}) {
            assertThat(dialect.encode(new Reply(asked, online, response)))
                    .allSatisfy(answer -> assertThat(
                                    Json.object(answer).path("response").isNumber())
                            .isTrue());
        }
    }

    private static void assertWithinLimits(Action.Msg msg) {
        assertThat(Limits.length(msg.message())).isBetween(1, Limits.MESSAGE);
        assertThat(Limits.length(msg.to().toString())).isBetween(1, Limits.NAME);
        assertThat(msg.message().codePoints()).noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** What goes on as it came is no answer, and names nobody else than the sender wherever a program may look. */
    private static void assertPassedOn(Dialect dialect, Action.Msg msg, ObjectNode object) {
        if (dialect == Dialects.SPECIFICATION || msg.from() == null || !dialect.passesOn(msg, SELF)) {
            return;
        }
        assertThat(object.has("response")).isFalse();
        for (String field : new String[] {"from", "sender"}) {
            String name = object.path(field).stringValue(null);
            assertThat(name == null ? msg.from() : Address.of(name)).isEqualTo(msg.from());
        }
    }

    /** A dialect that writes a message reads it again, of the same text, sender and time. */
    private static void assertSaid(Action.Msg msg, Dialect other) {
        Address sender = Objects.requireNonNullElse(msg.from(), ALICE);
        Frame written = other.encode(new Action.Msg(msg.time(), msg.to(), sender, null, msg.message()), SELF);
        Action.Msg again = (Action.Msg) other.decode(Json.object(written), written);
        assertThat(again.message()).as(other.name()).isEqualTo(msg.message());
        assertThat(again.from()).as(other.name()).isEqualTo(sender);
        assertThat(again.time()).as(other.name()).isEqualTo(msg.time());
        assertThat(written.multiline()).isFalse();
    }
}

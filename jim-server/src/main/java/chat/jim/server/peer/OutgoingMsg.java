package chat.jim.server.peer;

import chat.jim.codec.Codec;
import chat.jim.dialect.Dialect;
import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message and its encoded forms. It goes on as it was received where possible, and is encoded once for each other
 * dialect of its readers. Only for the thread of the sender's session, and only until that thread reads on.
 */
public final class OutgoingMsg {
    private final Dialect dialect;
    private final InstantSource clock;

    /** The message as it was received; null if it cannot go on in that form. */
    private final @Nullable Frame original;

    private Action.@Nullable Msg content;
    private @Nullable Frame standard;
    private @Nullable Map<Dialect, Frame> forms;

    private OutgoingMsg(Dialect dialect, InstantSource clock, @Nullable Frame original, Action.@Nullable Msg content) {
        this.dialect = dialect;
        this.clock = clock;
        this.original = original;
        this.content = content;
        standard = dialect == Dialects.SPECIFICATION ? original : null;
    }

    /** Makes a message from a frame in the specification's form that names its sender. */
    public static OutgoingMsg standard(Frame frame, InstantSource clock) {
        return new OutgoingMsg(Dialects.SPECIFICATION, clock, frame, null);
    }

    /**
     * Makes a message that {@code sender} sent in that dialect. It goes on as it was received only if it is on one line
     * and names the sender.
     */
    public static OutgoingMsg of(Action.Msg msg, Address sender, Dialect dialect, InstantSource clock) {
        Frame named = msg.from() != null && isNamed(msg.from(), sender) ? msg.frame() : null;
        Frame original = named == null || named.multiline() ? null : named;
        if (original == null && dialect == Dialects.SPECIFICATION) {
            original = Codec.withSender(msg, sender);
        }
        return new OutgoingMsg(dialect, clock, original, content(msg, sender, clock));
    }

    /** Whether {@code from} is the sender's name exactly as others see it, and not another spelling. */
    public static boolean isNamed(Address from, Address sender) {
        return from.toString().equals(sender.toString());
    }

    /** The message in the specification's form. */
    public Frame standard() {
        if (standard == null) {
            standard = Codec.encode(content());
        }
        return standard;
    }

    /** The message in the form that the peer reads. */
    Frame encode(PeerDialect reader) {
        Dialect its = reader.current();
        return its == Dialects.SPECIFICATION ? standard() : encode(its, reader.selfName());
    }

    private Frame encode(Dialect other, String selfName) {
        Action.Msg msg = content();
        if (other == dialect && original != null && other.passesOn(msg, selfName)) {
            return original;
        }
        if (other.has(Dialect.Trait.ADDRESSES_EACH) || !msg.to().isRoom()) {
            return other.encode(msg, selfName);
        }
        if (forms == null) {
            forms = new HashMap<>();
        }
        return forms.computeIfAbsent(other, any -> other.encode(msg, selfName));
    }

    private Action.Msg content() {
        if (content == null) {
            Action.Msg msg = (Action.Msg) Codec.decode(Objects.requireNonNull(original));
            content = content(msg, Objects.requireNonNull(msg.from()), clock);
        }
        return content;
    }

    /** Uses the current time if the message gave its time in words. */
    private static Action.Msg content(Action.Msg msg, Address sender, InstantSource clock) {
        long time = msg.time() == 0 ? clock.instant().getEpochSecond() : msg.time();
        return new Action.Msg(time, msg.to(), sender, msg.encoding(), msg.message());
    }
}

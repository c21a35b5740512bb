package chat.jim.server.peer;

import chat.jim.dialect.Dialect;
import chat.jim.dialect.Dialects;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.server.session.ServerContext;
import chat.jim.wire.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way, in the dialects of those that it goes to: as it came, where that will do, and encoded anew once for
 * each other dialect. Only for the thread of its sender's session, until that reads on.
 */
public final class OutgoingMsg {
    private final Dialect dialect;
    private final ServerContext services;

    /** As it came; null if nobody can get it so. */
    private final @Nullable Frame original;

    private Action.@Nullable Msg content;
    private @Nullable Frame standard;
    private @Nullable Map<Dialect, Frame> forms;

    private OutgoingMsg(
            Dialect dialect, ServerContext services, @Nullable Frame original, Action.@Nullable Msg content) {
        this.dialect = dialect;
        this.services = services;
        this.original = original;
        this.content = content;
        standard = dialect == Dialects.SPECIFICATION ? original : null;
    }

    /** One in the specification's form, with its sender in it. */
    public static OutgoingMsg standard(Frame frame, ServerContext services) {
        return new OutgoingMsg(Dialects.SPECIFICATION, services, frame, null);
    }

    /** What {@code sender} says in that dialect. As it came it goes on only in one line, and if it names the sender. */
    public static OutgoingMsg of(Action.Msg msg, Address sender, Dialect dialect, ServerContext services) {
        Frame named = msg.from() != null && isNamed(msg.from(), sender) ? msg.frame() : null;
        Frame original = named == null || named.multiline() ? null : named;
        if (original == null && dialect == Dialects.SPECIFICATION) {
            original = services.codec().withSender(msg, sender);
        }
        return new OutgoingMsg(dialect, services, original, content(msg, sender, services));
    }

    /** Whether it is the sender's name as everybody knows it, and not another spelling of it. */
    public static boolean isNamed(Address from, Address sender) {
        return from.toString().equals(sender.toString());
    }

    /** It as the specification has it. */
    public Frame standard() {
        if (standard == null) {
            standard = services.codec().encode(content());
        }
        return standard;
    }

    /** It in another dialect, for a reader that calls itself {@code self}. */
    Frame in(Dialect other, String self) {
        Action.Msg msg = content();
        if (other == dialect && original != null && other.passesOn(msg, self)) {
            return original;
        }
        if (other.addressesEach() || !msg.to().isRoom()) {
            return other.write(msg, self);
        }
        if (forms == null) {
            forms = new HashMap<>();
        }
        return forms.computeIfAbsent(other, any -> other.write(msg, self));
    }

    private Action.Msg content() {
        if (content == null) {
            Action.Msg msg = (Action.Msg) services.codec().decode(Objects.requireNonNull(original));
            content = content(msg, Objects.requireNonNull(msg.from()), services);
        }
        return content;
    }

    /** Where the time was in words, it is now. */
    private static Action.Msg content(Action.Msg msg, Address sender, ServerContext services) {
        long time = msg.time() == 0 ? services.now() : msg.time();
        return new Action.Msg(time, msg.to(), sender, msg.encoding(), msg.message());
    }
}

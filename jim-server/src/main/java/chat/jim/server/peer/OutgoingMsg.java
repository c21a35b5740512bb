package chat.jim.server.peer;

import chat.jim.codec.Codec;
import chat.jim.codec.IdField;
import chat.jim.dialect.Family;
import chat.jim.dialect.Form;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One message and its encoded forms. It goes on as it was received where possible. Only for the thread of the sender's
 * session, and only until that thread reads on.
 */
public final class OutgoingMsg {
    private final Family family;

    /** The form in which it was received. */
    private final Form form;

    private final InstantSource clock;
    private boolean mayBeKept = true;

    /** The message as it was received; null if it cannot go on in that form. */
    private final @Nullable Frame original;

    private Action.@Nullable Msg content;
    private @Nullable Frame standard;

    /** The id by which the message is kept; 0 if it is not. */
    private long id;

    private @Nullable Frame standardForAsker;

    /** Whom it is for at other servers, by the ways there; null if nobody. */
    private @Nullable Map<Carrier, List<String>> elsewhere;

    private OutgoingMsg(
            Family family,
            Form form,
            InstantSource clock,
            @Nullable Frame original,
            Action.@Nullable Msg content,
            @Nullable Frame standard) {
        this.family = family;
        this.form = form;
        this.clock = clock;
        this.original = original;
        this.content = content;
        this.standard = standard;
    }

    /**
     * A message that stays valid, to be handed over elsewhere.
     *
     * @param family the dialect in which it was written
     * @param standard in the specification's form
     * @param original as it was written; null if it cannot go on in that form, or that is the specification's
     * @param mayBeKept see {@link OutgoingMsg#mayBeKept}
     */
    public record Copy(
            Family family, Frame standard, @Nullable Frame original, boolean mayBeKept) {
        /** The same, but it may be kept only if that is so. */
        public Copy keptIf(boolean wished) {
            return new Copy(family, standard, original, mayBeKept && wished);
        }

        /** How many bytes its objects have. */
        public int length() {
            return standard.length() + (original == null ? 0 : original.length());
        }

        /** The same; it goes on as it was written only if that says the same as that content. */
        public Copy saying(Action.Msg content) {
            return original == null || Form.says(original, content)
                    ? this
                    : new Copy(family, standard, null, mayBeKept);
        }

        /** The message once more. */
        public OutgoingMsg message(InstantSource clock) {
            Form form = original == null ? Form.SPECIFICATION : Form.of(original);
            OutgoingMsg again =
                    new OutgoingMsg(family, form, clock, family == Family.SPEC ? standard : original, null, standard);
            again.mayBeKept = mayBeKept;
            return again;
        }
    }

    /** A copy of the message, which stays valid when the sender's thread reads on. */
    public Copy copy() {
        Frame foreign = family == Family.SPEC ? null : original;
        return new Copy(family, standard().copy(), foreign == null ? null : foreign.copy(), mayBeKept);
    }

    /** Makes a message from a frame in the specification's form that names its sender. */
    public static OutgoingMsg standard(Frame frame, InstantSource clock) {
        return new OutgoingMsg(Family.SPEC, Form.SPECIFICATION, clock, frame, null, frame);
    }

    /**
     * Makes a message that {@code sender} has written. It goes on as it was received only if it is on one line and names the
     * sender.
     *
     * @param dialect the sender's
     */
    public static OutgoingMsg of(Action.Msg msg, Address sender, PeerDialect dialect, InstantSource clock) {
        Frame named = msg.from() != null && isNamed(msg.from(), sender) ? msg.frame() : null;
        Frame original = named == null || named.multiline() ? null : named;
        Action.Msg content = content(msg, sender, clock);
        OutgoingMsg outgoing;
        if (dialect.isStandard()) {
            Frame standard = original == null ? Codec.withSender(msg, sender) : original;
            outgoing = new OutgoingMsg(Family.SPEC, Form.SPECIFICATION, clock, standard, content, standard);
        } else {
            outgoing = new OutgoingMsg(dialect.family(), dialect.form(), clock, original, content, null);
        }
        outgoing.mayBeKept = msg.keep() == null;
        return outgoing;
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

    /** Whether its sender lets it be kept (PROTOCOL.md, section 12). A frame that says no is no plain message. */
    public boolean mayBeKept() {
        return mayBeKept;
    }

    /** The message is kept by that id, or no more if that is 0. */
    public void setId(long newId) {
        id = newId;
        standardForAsker = null;
    }

    /** The id by which the message is kept; 0 if it is not. */
    public long id() {
        return id;
    }

    /** It is for somebody at another server, too, who is known there by that. */
    public void addReader(Carrier carrier, String reader) {
        if (elsewhere == null) {
            elsewhere = new LinkedHashMap<>();
        }
        elsewhere.computeIfAbsent(carrier, key -> new ArrayList<>()).add(reader);
    }

    /**
     * Sends one copy to each server where somebody is for whom it is.
     *
     * @param sender the sender's account; null for a guest
     * @return how many each has reached
     */
    public List<CompletableFuture<Integer>> carry(@Nullable AccountKey sender) {
        if (elsewhere == null) {
            return List.of();
        }
        Copy copy = copy();
        List<CompletableFuture<Integer>> reached = new ArrayList<>();
        elsewhere.forEach((carrier, readers) -> reached.add(carrier.carry(copy, id, sender, readers)));
        elsewhere = null;
        return reached;
    }

    /** The message in the specification's form for who has asked for ids: with its id, or without any. */
    Frame standardForAsker() {
        if (standardForAsker == null) {
            standardForAsker = id == 0 ? IdField.without(standard()) : IdField.in(standard(), id);
        }
        return standardForAsker;
    }

    /** The message in the form that the peer reads, in as many objects as a bare peer needs. */
    List<Frame> encode(PeerDialect reader) {
        Action.Msg msg = content();
        if (original != null && reader.takesAsItIs(msg, family, form) && BareForm.fits(original)) {
            return List.of(original);
        }
        return reader.form().write(msg, reader.addressee(msg));
    }

    private Action.Msg content() {
        if (content == null) {
            Action.Msg msg = (Action.Msg) Codec.decode(Objects.requireNonNull(standard));
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

package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One form of JIM: how its programs name things, and which answers they can read (PROTOCOL.md, appendix). It is a row of the
 * table in {@link Dialects}, which alone calls the methods that return the dialect itself. After that it does not change, so
 * that it serves all peers, on any thread.
 */
public final class Dialect {
    /** The room that stands for everybody in dialects without rooms. */
    public static final Address COMMON_ROOM = Address.room("#all");

    /** The name of users whose program did not ask for one: several may have it at once. */
    public static final String GUEST = "Guest";

    /** What holds for some dialects only. */
    public enum Trait {
        /** Its programs take only what is addressed to themselves, also of what is said in a room. */
        ADDRESSES_EACH,
        /** Its programs send messages in another form than they read them in. */
        WRITES_ANEW,
        /** Its programs read a list in parts, before the answer itself (PROTOCOL.md, section 10). */
        KNOWS_PARTS,
        /** Its programs understand what answers no request: notices and probes. */
        KNOWS_NOTICES,
        /** Its programs expect to be sent what they say themselves in a room. */
        ECHOES
    }

    private final String name;
    private Sign shown = Sign.NEVER;
    private Sign hinted = Sign.NEVER;
    private Sign admitted = Sign.NEVER;

    /** Null if the dialect reads and writes messages as the specification has them. */
    private @Nullable Form form;

    private Function<Reply, Stream<Frame>> answers = Answers::standard;
    private Predicate<Reply> end = reply -> false;
    private Set<Trait> traits = Collections.emptySet();

    /** The dialect that the command line calls so. */
    Dialect(String name) {
        this.name = name;
    }

    /** Only its programs send such objects. */
    Dialect shownBy(Sign sign) {
        shown = sign;
        admitted = sign;
        return this;
    }

    /**
     * Its programs begin with such an object, which could as well come from one that speaks the specification's dialect.
     * Counts only for programs that write as Python does, with no line feed behind an object.
     */
    Dialect hintedBy(Sign sign) {
        hinted = sign;
        return this;
    }

    /** Its programs also send such objects, even if these show another dialect. */
    Dialect alsoSends(Sign sign) {
        admitted = shown.or(sign);
        return this;
    }

    /** Its programs read only such objects, although they send others. */
    Dialect knowsOnly(Sign sign) {
        admitted = sign;
        return this;
    }

    /** The form of its messages. */
    Dialect writes(Form itsForm) {
        form = itsForm;
        return this;
    }

    /** The objects that its programs read as the answer to a request, in order. */
    Dialect answers(Function<Reply, Stream<Frame>> itsAnswers) {
        answers = itsAnswers;
        return this;
    }

    /** The answers after which the server closes the connection. */
    Dialect endsWith(Predicate<Reply> last) {
        end = last;
        return this;
    }

    /** What else holds for it. */
    Dialect with(Trait first, Trait... others) {
        traits = EnumSet.of(first, others);
        return this;
    }

    /** What it is called on the command line. */
    public String name() {
        return name;
    }

    /** Whether only its programs send such an object. */
    boolean isShownBy(ObjectNode object) {
        return shown.isIn(object);
    }

    /** Whether its programs begin with such an object, which may be no more than a hint. */
    boolean isShownOrHintedBy(ObjectNode first) {
        return shown.isIn(first) || hinted.isIn(first);
    }

    /** Whether such an object is usual among its programs, even if it shows another dialect. */
    boolean admits(ObjectNode object) {
        return admitted.isIn(object);
    }

    /**
     * What the object means; it came in the frame, and is passed on so only if this dialect has such objects.
     *
     * @throws ProtocolException 400 if it means nothing
     */
    Message decode(ObjectNode object, Frame frame) {
        return form == null ? Codec.decode(object, frame) : DialectReader.action(object, admits(object) ? frame : null);
    }

    /** Encodes a message, whose sender is named, for a reader that calls itself {@code selfName}. */
    public Frame encode(Action.Msg msg, String selfName) {
        return form == null ? Codec.encode(msg) : form.write(msg, selfName);
    }

    /**
     * The objects that answer a request, in order, each encoded when it is taken; none where its programs expect none. The
     * parts of a list are not among them, see {@link Trait#KNOWS_PARTS}.
     */
    Stream<Frame> encode(Reply reply) {
        return answers.apply(reply);
    }

    /**
     * For other dialects than the specification's: whether a message in this dialect can go as it is
     * to a reader that calls itself {@code selfName}.
     */
    public boolean passesOn(Action.Msg msg, String selfName) {
        boolean isForAll = msg.to().isRoom() && !has(Trait.ADDRESSES_EACH);
        return !has(Trait.WRITES_ANEW) && (isForAll || msg.to().toString().equals(selfName));
    }

    /** Whether the server closes the connection after this answer. */
    public boolean endsWith(Reply reply) {
        return end.test(reply);
    }

    /** Whether that holds for it. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }
}

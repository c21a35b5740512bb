package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.codec.Json;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.Frame;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one peer speaks, as far as it has shown it: how it came in says which answers it hears, and what it last wrote says how
 * messages to it look (PROTOCOL.md, appendix). Changed only by the thread of its session; may be read from any thread.
 */
public final class PeerDialect {
    /** What Python writes between the name of a member and its value. */
    private static final String PYTHONS_COLON = "\": ";

    /** Who speaks where a program knows no refusals; nobody can take that name. */
    private static final Address SERVER = Address.account("server");

    private final Dialects dialects;
    private final Predicate<Address> isSomebody;

    /** How the peer came in; scattered as long as one of the specification's writes in another form. */
    private volatile Family family = Family.SPEC;

    /** Whether it came in as the specification has it, and is held to that. */
    private boolean strict = true;

    /** The form of the message that it wrote last; null for the specification's own, and before the first one. */
    private volatile @Nullable Form written;

    /** Whether it has given no more than a hint at its family. */
    private boolean guessed;

    private volatile String selfName = "";
    private volatile @Nullable String publicKey;

    /**
     * The dialect of a peer that has sent nothing yet, and may turn out to be of any of these families.
     *
     * @param isSomebody whether anybody is online by that name, or has an account
     */
    public PeerDialect(Dialects dialects, Predicate<Address> isSomebody) {
        this.dialects = dialects;
        this.isSomebody = isSomebody;
    }

    /** The family of the peer. */
    public Family family() {
        return family;
    }

    /** Whether the peer speaks as the specification has it. */
    public boolean isStandard() {
        return family == Family.SPEC;
    }

    /** The form of messages to the peer. */
    public Form form() {
        Form last = written;
        return last == null ? family.form() : last;
    }

    /** What stands for the addressee in a message to the peer: what it calls itself, or the room. */
    public String addressee(Action.Msg msg) {
        if (!msg.to().isRoom() || family.addressesEach()) {
            return selfName;
        }
        return family == Family.CLIENT_NAME && msg.to().equals(Address.EVERYBODY)
                ? "#"
                : msg.to().toString();
    }

    /** Whether the peer takes a message as it is that came from that family in that form. */
    public boolean takesAsItIs(Action.Msg msg, Family from, Form sent) {
        boolean forAll = msg.to().isRoom() && !family.addressesEach();
        return family == from
                && form().isSameAs(sent)
                && (forAll || msg.to().toString().equals(selfName));
    }

    /** Whether the peer's program understands what answers no request: notices and probes. */
    public boolean knowsNotices() {
        return isStandard();
    }

    /** Whether the peer's program reads nothing but one answer for each of its messages. */
    public boolean onlyWrites() {
        return family == Family.HANITA && written != null && selfName.equals(Family.GUEST);
    }

    /** Sets the name by which the peer calls itself, whatever name it is online with. */
    public void setSelfName(Address name) {
        selfName = name.toString();
    }

    /** Whether the peer calls itself by this name. */
    public boolean isSelfName(Address name) {
        return name.toString().equals(selfName);
    }

    /** The key for those who want to write to the peer in secret; null if it has sent none. */
    @Nullable
    public String publicKey() {
        return publicKey;
    }

    /** The objects that answer the peer, each encoded when it is taken; but for the parts of a list, if it knows parts. */
    public Stream<Frame> encode(Reply reply) {
        if (family == Family.COURSE && reply.online() && reply.isError() && !reply.isAboutData()) {
            Response refusal = reply.response();
            String text = String.valueOf(refusal.text());
            Action.Msg msg = new Action.Msg(refusal.time(), Address.EVERYBODY, SERVER, null, text);
            return form().write(msg, selfName).stream();
        }
        return family.encode(reply);
    }

    /** A response that answers no request, or null if it is a notice and the peer does not understand notices. */
    @Nullable
    public Frame encodeUnasked(Response response) {
        boolean understood = knowsNotices() || !response.code().isNotice();
        Stream<Frame> frames = understood ? encode(new Reply(null, true, response)) : Stream.empty();
        return frames.findFirst().orElse(null);
    }

    /** Whether the connection is closed after this answer: the programs of some families start anew to try again. */
    public boolean endsAfter(Reply reply) {
        return reply.refusesLogin()
                && switch (family) {
                    case COURSE -> !reply.asksForPassword();
                    case COURSE_GUI, EVENT -> true;
                    default -> false;
                };
    }

    /**
     * Decodes what the peer sends. The peer may show by it that it speaks otherwise than it seemed to.
     *
     * @param first whether the peer is not online, and does not end its objects with line feeds
     * @throws ProtocolException 400 if the object means nothing
     */
    public Message decode(Frame frame, boolean first) {
        ObjectNode object = Json.object(frame);
        Family shown = dialects.shownBy(object);
        recognise(shown, object, frame, first);
        return strict ? decodeStandard(shown, object, frame, first) : read(object, frame, first);
    }

    private void recognise(@Nullable Family shown, ObjectNode object, Frame frame, boolean first) {
        Family hinted = first ? dialects.hintedBy(object, frame.text().contains(PYTHONS_COLON)) : null;
        Family cameIn = shown == null ? hinted : shown;
        if (first && cameIn != null) {
            cameIn(cameIn);
            guessed = shown == null;
        } else if (shown != null && isOpenTo(shown)) {
            cameIn(shown);
        }
    }

    /** Only what a program asks for shows that it was one of the course's with windows, or of possible contacts. */
    private boolean isOpenTo(Family shown) {
        return (shown == Family.COURSE_GUI && family == Family.COURSE)
                || (shown == Family.POTENTIALS && family != Family.SPEC);
    }

    /** Only an object that the specification does not allow is read otherwise, and not each of them. */
    private Message decodeStandard(@Nullable Family shown, ObjectNode object, Frame frame, boolean first) {
        try {
            Message message = Codec.decode(object, frame);
            if (message instanceof Action.Msg) {
                becomeStandard();
            }
            return message;
        } catch (ProtocolException e) {
            if (shown == null && first && dialects.readsLogin(object)) {
                Action login = read(object, frame, true);
                cameIn(Family.SCATTERED);
                guessed = true;
                return login;
            }
            if (shown == null && written == null && !dialects.readsMessage(object)) {
                throw e;
            }
            cameIn(shown == null ? Family.SCATTERED : shown);
            strict = shown == null;
            return read(object, frame, first);
        }
    }

    private Action read(ObjectNode object, Frame frame, boolean first) {
        if (Parts.of(object).isMessage()) {
            written = Form.of(object, family != Family.SIX_KEYS);
        }
        Action action = new DialectReader(selfName, family == Family.COURSE, isSomebody).action(object, frame);
        if (action instanceof Action.Presence presence && presence.user().publicKey() != null) {
            publicKey = presence.user().publicKey();
        } else if (first && family == Family.COURSE && Dialects.asksForAccount(action)) {
            becomeStandard();
        }
        return action;
    }

    /** The peer ends its objects with line feeds, so a mere hint does not count any more, if nothing else was written. */
    public void markLinePeer() {
        if (guessed && (written == null || written.isSpecification())) {
            becomeStandard();
        }
    }

    private void becomeStandard() {
        cameIn(Family.SPEC);
        written = null;
    }

    /** The peer has shown that it is of that family. */
    void cameIn(Family shown) {
        family = shown;
        strict = shown == Family.SPEC;
        guessed = false;
    }
}

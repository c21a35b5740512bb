package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.codec.Json;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which dialect one peer speaks, as far as it has shown one, what it calls itself, and its public key (PROTOCOL.md,
 * appendix). Changed only by the thread of its session; may be read from any thread.
 */
public final class PeerDialect {
    /** What Python writes between the name of a member and its value. */
    private static final String PYTHONS_COLON = "\": ";

    private final Dialects dialects;
    private volatile Dialect current = Dialects.SPECIFICATION;

    /** Whether the peer has given no more than a hint at the dialect. */
    private boolean guessed;

    private volatile String selfName = "";
    private volatile @Nullable String publicKey;

    /** The dialect of a peer that has sent nothing yet, and may turn out to speak any of these. */
    public PeerDialect(Dialects dialects) {
        this.dialects = dialects;
    }

    /** The dialect that the peer has shown. */
    public Dialect current() {
        return current;
    }

    /** Whether the peer speaks as the specification has it. */
    public boolean isStandard() {
        return current == Dialects.SPECIFICATION;
    }

    /** Whether the peer's program understands what answers no request: notices and probes. */
    public boolean knowsNotices() {
        return current.has(Dialect.Trait.KNOWS_NOTICES);
    }

    /** Sets the name by which the peer calls itself, whatever name it is online with. */
    public void setSelfName(Address name) {
        selfName = name.toString();
    }

    /** Whether the peer calls itself by this name. */
    public boolean isSelfName(Address name) {
        return name.toString().equals(selfName);
    }

    /** The name by which the peer calls itself; empty until it is set. */
    public String selfName() {
        return selfName;
    }

    /** Sets the key for those who want to write to the peer in secret; null changes nothing. */
    public void setPublicKey(@Nullable String key) {
        if (key != null) {
            publicKey = key;
        }
    }

    /** The peer's public key, or null. */
    @Nullable
    public String publicKey() {
        return publicKey;
    }

    /** The objects that answer the peer, each encoded when it is taken; but for the parts of a list, if it knows parts. */
    public Stream<Frame> encode(Reply reply) {
        return current.encode(reply);
    }

    /** A response that answers no request, or null if it is a notice and the peer does not understand notices. */
    @Nullable
    public Frame encodeUnasked(Response response) {
        boolean understood = knowsNotices() || !response.code().isNotice();
        Stream<Frame> frames = understood ? current.encode(new Reply(null, true, response)) : Stream.empty();
        return frames.findFirst().orElse(null);
    }

    /**
     * Decodes what the peer sends. The peer may show by it that it speaks another dialect than it seemed to.
     *
     * @param first whether it is the first object of a peer that does not end it with a line feed: it may hint at a dialect
     * @throws ProtocolException 400 if the object means nothing
     */
    public Message decode(Frame frame, boolean first) {
        ObjectNode object = Json.object(frame);
        Dialect hinted = first && isStandard() && isPythons(frame) ? dialects.firstSpokenIn(object) : null;
        if (hinted != null) {
            current = hinted;
            guessed = !hinted.isShownBy(object);
        } else if (!isStandard()) {
            current = dialects.spokenIn(object, current);
            guessed &= !current.admits(object) && !current.isShownBy(object);
        }
        return isStandard() ? decodeStandard(object, frame) : current.decode(object, frame);
    }

    private static boolean isPythons(Frame frame) {
        return frame.text().contains(PYTHONS_COLON);
    }

    /** Only an object that the specification does not allow shows another dialect. */
    private Message decodeStandard(ObjectNode object, Frame frame) {
        try {
            return Codec.decode(object, frame);
        } catch (ProtocolException e) {
            current = dialects.spokenIn(object, current);
            if (isStandard()) {
                throw e;
            }
            return current.decode(object, frame);
        }
    }

    /** The peer ends its objects with line feeds, so a mere hint at a dialect does not count any more. */
    public void markLinePeer() {
        if (guessed) {
            guessed = false;
            current = Dialects.SPECIFICATION;
        }
    }
}

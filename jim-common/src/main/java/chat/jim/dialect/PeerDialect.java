package chat.jim.dialect;

import chat.jim.codec.Codec;
import chat.jim.codec.JsonObject;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dialect one peer speaks, as far as it has shown one, what it calls itself, and its public key (PROTOCOL.md,
 * appendix). Changed only by the thread of its session; may be read from any thread.
 */
public final class PeerDialect {
    /** What Python writes between the name of a member and its value. */
    private static final String PYTHONS_COLON = "\": ";

    private static final Codec CODEC = new Codec();

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
        return current.knowsNotices();
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

    /** The objects that answer the peer. */
    public List<Frame> encode(Reply reply) {
        return current.answer(reply);
    }

    /** A response that answers no request, or null if it is a notice and the peer does not understand notices. */
    @Nullable
    public Frame encodeUnasked(Response response) {
        boolean understood = knowsNotices() || !response.code().isNotice();
        List<Frame> frames = understood ? current.answer(new Reply(null, true, response)) : List.of();
        return frames.isEmpty() ? null : frames.get(0);
    }

    /**
     * Decodes what the peer sends. The peer may show by it that it speaks another dialect than it seemed to.
     *
     * @param first whether it is the first object of a peer that does not end it with a line feed: it may hint at a dialect
     * @throws ProtocolException 400 if the object means nothing
     */
    public Message decode(Frame frame, boolean first) {
        if (!isStandard()) {
            JsonObject object = JsonObject.of(frame);
            current = dialects.spokenIn(object, current);
            guessed &= !current.admits(object) && !current.isShownBy(object);
            return current.read(object, frame);
        }
        JsonObject object = first && frame.text().contains(PYTHONS_COLON) ? object(frame) : null;
        Dialect hinted = object == null ? null : dialects.firstSpokenIn(object);
        if (object != null && hinted != null) {
            current = hinted;
            guessed = !hinted.isShownBy(object);
            return hinted.read(object, frame);
        }
        return decodeStandard(frame);
    }

    /** The peer ends its objects with line feeds, so a mere hint at a dialect does not count any more. */
    public void markLinePeer() {
        if (guessed) {
            guessed = false;
            current = Dialects.SPECIFICATION;
        }
    }

    private Message decodeStandard(Frame frame) {
        try {
            return CODEC.decode(frame);
        } catch (ProtocolException e) {
            JsonObject object = object(frame);
            if (object != null) {
                current = dialects.spokenIn(object, current);
            }
            if (object == null || isStandard()) {
                throw e;
            }
            return current.read(object, frame);
        }
    }

    /** Null if the object is not one that a dialect could be recognised by. */
    private static @Nullable JsonObject object(Frame frame) {
        try {
            return JsonObject.of(frame);
        } catch (ProtocolException e) {
            return null;
        }
    }
}

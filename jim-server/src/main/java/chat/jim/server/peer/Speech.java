package chat.jim.server.peer;

import chat.jim.codec.JsonObject;
import chat.jim.dialect.Dialect;
import chat.jim.dialect.Dialects;
import chat.jim.dialect.Reply;
import chat.jim.protocol.Address;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.session.ServerContext;
import chat.jim.wire.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one peer speaks: its dialect, as far as it has shown one, what it calls itself, and its public key (PROTOCOL.md,
 * appendix). Changed only by the thread of its session; may be read from any.
 */
public final class Speech {
    /** What Python writes behind the name of a member. */
    private static final String PYTHONS_COLON = "\": ";

    private final ServerContext services;
    private volatile Dialect dialect = Dialects.SPECIFICATION;

    /** Whether there was no more than a hint at the dialect. */
    private boolean guessed;

    private volatile String self = "";
    private volatile @Nullable String publicKey;

    Speech(ServerContext services) {
        this.services = services;
    }

    /** The dialect that it has shown. */
    public Dialect dialect() {
        return dialect;
    }

    /** Whether it speaks as the specification has it. */
    public boolean isStandard() {
        return dialect == Dialects.SPECIFICATION;
    }

    /** Whether it knows what answers nothing: notices and probes. */
    public boolean knowsNotices() {
        return dialect.knowsNotices();
    }

    /** It calls itself so, by whatever name it is online. */
    public void introduce(Address name) {
        self = name.toString();
    }

    /** Whether it calls itself so. */
    public boolean isSelf(Address name) {
        return name.toString().equals(self);
    }

    /** It tells its key for those who want to write to it in secret; null tells nothing new. */
    public void publish(@Nullable String key) {
        if (key != null) {
            publicKey = key;
        }
    }

    /** The key that it has told, or null. */
    @Nullable
    public String publicKey() {
        return publicKey;
    }

    /** The message as this peer reads it. Only for the thread of its sender's session. */
    public Frame form(OutgoingMsg letter) {
        Dialect its = dialect;
        return its == Dialects.SPECIFICATION ? letter.standard() : letter.in(its, self);
    }

    /** The objects that answer it. */
    public List<Frame> form(Reply reply) {
        return dialect.answer(reply);
    }

    /** What is said to it at the end, unasked; null if that is a notice, and it knows none. */
    @Nullable
    public Frame lastWords(Response response) {
        boolean understood = knowsNotices() || !response.code().isNotice();
        List<Frame> words = understood ? dialect.answer(new Reply(null, true, response)) : List.of();
        return words.isEmpty() ? null : words.get(0);
    }

    /**
     * What the peer says. It may show by that that it speaks another dialect than was thought.
     *
     * @param first whether it says its first words, with no line feed behind them: they may hint at a dialect
     * @throws ProtocolException 400 if it means nothing
     */
    public Message hear(Frame frame, boolean first) {
        if (!isStandard()) {
            JsonObject object = JsonObject.of(frame);
            dialect = services.dialects().spokenIn(object, dialect);
            guessed &= !dialect.admits(object) && !dialect.isShownBy(object);
            return dialect.read(object, frame);
        }
        JsonObject words = first && frame.text().contains(PYTHONS_COLON) ? object(frame) : null;
        Dialect hinted = words == null ? null : services.dialects().firstSpokenIn(words);
        if (words != null && hinted != null) {
            dialect = hinted;
            guessed = !hinted.isShownBy(words);
            return hinted.read(words, frame);
        }
        return hearStandard(frame);
    }

    /** The peer has ended an object with a line feed after all: then a hint is none. */
    public void endsLines() {
        if (guessed) {
            guessed = false;
            dialect = Dialects.SPECIFICATION;
        }
    }

    private Message hearStandard(Frame frame) {
        try {
            return services.codec().decode(frame);
        } catch (ProtocolException e) {
            JsonObject object = object(frame);
            if (object != null) {
                dialect = services.dialects().spokenIn(object, dialect);
            }
            if (object == null || isStandard()) {
                throw e;
            }
            return dialect.read(object, frame);
        }
    }

    /** Null if it is none that a dialect could be recognised by. */
    private static @Nullable JsonObject object(Frame frame) {
        try {
            return JsonObject.of(frame);
        } catch (ProtocolException e) {
            return null;
        }
    }
}

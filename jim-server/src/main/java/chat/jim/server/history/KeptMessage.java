package chat.jim.server.history;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The form in which a message of the history is sent (PROTOCOL.md, section 12). */
public final class KeptMessage {
    private static final String CUT = "\u2026";

    private KeptMessage() {}

    /** The room in which it was said, or whom it was for. */
    public static Address place(Entry entry) {
        return msg(entry).to();
    }

    /** What readers are told when somebody takes back a message in a room, or to somebody alone. */
    public static Response takenBack(Address by, @Nullable Address room, long id, long second) {
        String sentence = by + " took back a message" + (room == null ? "." : " in " + room + ".");
        return new Response(Code.NOTICE, second, sentence).with(Detail.FORGOTTEN, id);
    }

    /** What stands before a message that is sent as it came. */
    public static Frame head(Entry entry) {
        return Codec.encode(start(entry));
    }

    private static Response start(Entry entry) {
        long second = TimeUnit.MICROSECONDS.toSeconds(entry.id());
        return new Response(Code.ACCEPTED, second, null).with(Detail.ID, entry.id());
    }

    /**
     * A part of an answer. Where its sender has written so much that nothing else fits, the encoding is left out, and then
     * the end of the text.
     *
     * @param isForBare whether a bare peer has to be able to read it
     */
    public static Frame part(Entry entry, boolean isForBare) {
        Action.Msg msg = msg(entry);
        Response part = start(entry)
                .with(msg.to().isRoom() ? Detail.ROOM : Detail.TO, msg.to().toString())
                .with(Detail.FROM, entry.sender().toString())
                .with(Detail.MESSAGE, msg.message())
                .with(Detail.ME, msg.me() == null ? null : true);
        Frame fitting = encoded(part.with(Detail.ENCODING, msg.encoding()), isForBare);
        if (fitting == null) {
            fitting = encoded(part, isForBare);
        }
        int most = msg.message().codePointCount(0, msg.message().length());
        while (fitting == null) {
            most -= 1 + most / 16;
            String start = msg.message().substring(0, msg.message().offsetByCodePoints(0, most));
            fitting = encoded(part.with(Detail.MESSAGE, start + CUT), isForBare);
        }
        return fitting;
    }

    private static Action.Msg msg(Entry entry) {
        return (Action.Msg) Codec.decode(entry.message());
    }

    /** Null if it is too long. */
    private static @Nullable Frame encoded(Response part, boolean isForBare) {
        try {
            Frame frame = Codec.encode(part);
            return !isForBare || BareForm.fits(frame) ? frame : null;
        } catch (ProtocolException e) {
            return null;
        }
    }
}

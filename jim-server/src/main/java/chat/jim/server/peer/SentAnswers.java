package chat.jim.server.peer;

import chat.jim.codec.Codec;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.wire.Frame;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The answers to messages that were handed over in one second. An answer that is given again and again is encoded once.
 * From any thread.
 */
public final class SentAnswers {
    /** Rooms with more members are few: their answers are encoded each time. */
    private static final int COUNTS_KEPT = 65;

    private final long second;
    private final Frame toUser;

    /** By how many were reached. Two threads may encode one of them, which does no harm. */
    private final AtomicReferenceArray<@Nullable Frame> toRoom = new AtomicReferenceArray<>(COUNTS_KEPT);

    SentAnswers(long second) {
        this.second = second;
        toUser = Codec.encode(of(second, null));
    }

    /** The answer that says how many others a message to a room has reached; null if it went to a user. */
    static Response of(long time, @Nullable Integer reached) {
        return new Response(Code.OK, time, "Sent.").with(Detail.REACHED, reached);
    }

    /** The time of these answers, in UNIX seconds. */
    public long second() {
        return second;
    }

    /** The encoded answer, see {@link #of}. */
    public Frame encoded(@Nullable Integer reached) {
        if (reached == null) {
            return toUser;
        }
        return reached < COUNTS_KEPT ? kept(reached) : Codec.encode(of(second, reached));
    }

    private Frame kept(int reached) {
        Frame kept = toRoom.get(reached);
        if (kept == null) {
            kept = Codec.encode(of(second, reached));
            toRoom.set(reached, kept);
        }
        return kept;
    }
}

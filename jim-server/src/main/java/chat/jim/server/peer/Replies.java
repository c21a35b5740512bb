package chat.jim.server.peer;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the server's answers, notices and probes, with the current time. From any thread. */
public final class Replies {
    private final InstantSource clock;
    private volatile SentAnswers lastSent;

    /** Takes the time from that clock. */
    public Replies(InstantSource clock) {
        this.clock = clock;
        lastSent = new SentAnswers(now());
    }

    /** An answer or a notice. */
    public Response of(Code code, String sentence) {
        return new Response(code, now(), sentence);
    }

    /** The store has failed. Only some reasons concern those who are not the operator. */
    public Response of(StoreException e) {
        return of(
                e.code(),
                switch (e.reason()) {
                    case FULL -> "The server's disk is full: tell its operator to make room.";
                    case MISPLACED -> "The server's data is no longer where it was: tell its operator.";
                    case UNKNOWN -> "The server's store does not answer: nobody knows whether this was done.";
                    default -> "The server's store is unavailable: try again later, or tell its operator.";
                });
    }

    /** The answer to a request that was refused. */
    public Response of(ProtocolException refusal) {
        return of(refusal.code(), refusal.sentence());
    }

    /** The answer to a message that waits in a mailbox. */
    public Response kept(Address addressee) {
        return of(Code.ACCEPTED, "Kept in the mailbox of " + addressee + ".");
    }

    /** The answer to a message that was handed over; see {@link SentAnswers#of}. */
    public Response sent(@Nullable Integer reached) {
        return SentAnswers.of(now(), reached);
    }

    /** The encoded answers to messages that are handed over in this second. */
    public SentAnswers sent() {
        long now = now();
        SentAnswers last = lastSent;
        if (last.second() != now) {
            last = new SentAnswers(now);
            lastSent = last;
        }
        return last;
    }

    /** An encoded notice. */
    public Frame notice(String sentence) {
        return Codec.encode(of(Code.NOTICE, sentence));
    }

    /** An encoded notice about a room in which the peer itself is, or was. */
    public Frame notice(String sentence, Address room) {
        return Codec.encode(of(Code.NOTICE, sentence).with(Detail.ROOM, room.toString()));
    }

    /** An encoded probe. */
    public Frame probe() {
        return Codec.encode(new Action.Probe(now()));
    }

    /** The time in UNIX seconds. */
    private long now() {
        return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    }
}

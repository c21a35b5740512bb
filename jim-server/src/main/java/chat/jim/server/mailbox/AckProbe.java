package chat.jim.server.mailbox;

import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import java.util.function.BooleanSupplier;

/**
 * Asks a reader by a probe to confirm its messages. There is one probe at a time, so an answer always belongs to the
 * last one. Guarded by the lock of its {@link Mailbox}.
 */
final class AckProbe {
    private static final long NO_PROBE = -1;

    private final Peer reader;
    private final Replies replies;

    /** The number of the message that comes after the probe that the reader has not answered yet. */
    private long asked = NO_PROBE;

    private BooleanSupplier written = () -> false;
    private boolean declined;

    /** Whether the reader understood probes at the last one; if not, the probe was not sent. */
    private boolean answerable;

    AckProbe(Peer reader, Replies replies) {
        this.reader = reader;
        this.replies = replies;
    }

    /** Asks about the messages before that number. False if the last probe is not answered yet, or the reader confirms nothing. */
    boolean ask(long next) {
        return !declined && probe(next);
    }

    /** The same, but also probes a reader that confirms nothing, to find out whether it is there. */
    boolean probe(long next) {
        boolean nowAnswerable = reader.knowsNotices();
        if (asked != NO_PROBE && (answerable || !nowAnswerable)) {
            return false;
        }
        answerable = nowAnswerable;
        written = reader.written(); // first: what others send meanwhile may be written after the answer has come
        reader.probe(replies.probe());
        asked = next;
        return true;
    }

    /** The number before which the reader is being asked about all, or less than any if it is not. */
    long asked() {
        return asked;
    }

    /** The reader has answered: returns the number before which that confirms all. It is 0 if they are not written yet. */
    long confirm() {
        if (asked == NO_PROBE || !written.getAsBoolean()) {
            return 0;
        }
        long confirmed = asked;
        asked = NO_PROBE;
        return confirmed;
    }

    /** The same without an answer, for a reader that understands no probes: what is written counts as read. */
    long confirmWithoutAnswer() {
        return reader.knowsNotices() ? 0 : confirm();
    }

    /** The reader has answered that it confirms nothing: {@link #ask} asks it no more. */
    void decline() {
        declined = true;
        asked = NO_PROBE;
    }
}

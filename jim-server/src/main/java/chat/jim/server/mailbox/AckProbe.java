package chat.jim.server.mailbox;

import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import java.util.function.BooleanSupplier;

/**
 * What a reader was asked by a probe to confirm: one probe at a time, so that an answer is always that to the last one.
 * Guarded by the lock of its {@link Mailbox}.
 */
final class AckProbe {
    private static final int NOTHING_ASKED = -1;

    private final Peer reader;
    private final Replies replies;

    /** How many messages the reader was sent before the probe that it has not answered. */
    private int asked = NOTHING_ASKED;

    private BooleanSupplier written = () -> false;
    private boolean declined;

    /** Whether the reader understood the last probe: if not, it was not sent one. */
    private boolean answerable;

    AckProbe(Peer reader, Replies replies) {
        this.reader = reader;
        this.replies = replies;
    }

    /** Asks for that many messages; false if the last probe is not answered yet, or the reader confirms nothing. */
    boolean ask(int messages) {
        return !declined && askInAnyCase(messages);
    }

    /** The same, but also asks a reader that confirms nothing whether it is there. */
    boolean askInAnyCase(int messages) {
        boolean nowAnswerable = reader.knowsNotices();
        if (asked != NOTHING_ASKED && (answerable || !nowAnswerable)) {
            return false;
        }
        answerable = nowAnswerable;
        reader.tell(replies.probe());
        asked = messages;
        written = reader.written();
        return true;
    }

    /** The reader has answered: returns how many messages that confirms. An answer to a probe not yet written is none. */
    int take() {
        if (asked == NOTHING_ASKED || !written.getAsBoolean()) {
            return 0;
        }
        int confirmed = asked;
        asked = NOTHING_ASKED;
        return confirmed;
    }

    /** The same for a reader that understands no probes: what was written counts as read (PROTOCOL.md, appendix). */
    int takeWithoutAnswer() {
        return reader.knowsNotices() ? 0 : take();
    }

    /** The reader has answered that it confirms nothing, and is not asked for that any more. */
    void decline() {
        declined = true;
        asked = NOTHING_ASKED;
    }
}

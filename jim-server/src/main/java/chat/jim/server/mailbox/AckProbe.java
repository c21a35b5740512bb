package chat.jim.server.mailbox;

import chat.jim.server.peer.Peer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a peer has been asked by a probe to confirm: one probe at a time, so that an answer is that to the last one. Guarded
 * by the lock of its {@link Mailbox}.
 */
public final class AckProbe {
    private static final int NOTHING_ASKED = -1;

    /** How many messages the peer was sent before the probe that it has not answered. */
    private int asked = NOTHING_ASKED;

    private BooleanSupplier written = () -> false;
    private boolean declined;

    /** Whether the peer could answer the last probe: if not, it was not sent one. */
    private boolean answerable;

    /** Sends a probe that asks for so many messages; false if the last one has not been answered, or it is of no use. */
    public boolean ask(Peer peer, int messages) {
        return !declined && askInAnyCase(peer, messages);
    }

    /** The same, but also asks one who has declined whether it is there. */
    boolean askInAnyCase(Peer peer, int messages) {
        boolean nowAnswerable = peer.dialect().knowsNotices();
        if (asked != NOTHING_ASKED && (answerable || !nowAnswerable)) {
            return false;
        }
        answerable = nowAnswerable;
        peer.tell(peer.newProbe());
        asked = messages;
        written = peer.written();
        return true;
    }

    /** The peer has answered: returns how many messages that confirms. An answer to a probe not yet written is none. */
    int take() {
        if (asked == NOTHING_ASKED || !written.getAsBoolean()) {
            return 0;
        }
        int confirmed = asked;
        asked = NOTHING_ASKED;
        return confirmed;
    }

    /** The same for one that knows no probes: what has been written it counts as read (PROTOCOL.md, appendix). */
    int takeWithoutAnswer(@Nullable Peer reader) {
        return reader == null || reader.dialect().knowsNotices() ? 0 : take();
    }

    /** The peer has answered that it confirms nothing: it is not asked for that any more. */
    boolean decline() {
        declined = true;
        asked = NOTHING_ASKED;
        return true;
    }
}

package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.screen.Display;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that this person writes: sent while there is a server, kept while there is none, and given back where
 * nobody knows what became of them. May be used from any thread, but the receiving one must not send.
 */
final class OutgoingMessages {
    private static final Texts TEXTS = Texts.of(OutgoingMessages.class);
    private static final int MOST_KEPT = 1000;

    private record Written(Address to, String text) {}

    private final JimClient client;
    private final Display display;

    /** Sent, and not answered yet; in order. Guarded by this, as all below. */
    private final Deque<Written> unanswered = new ArrayDeque<>();

    /** Written while there was no server; in order. */
    private final Deque<Written> kept = new ArrayDeque<>();

    private boolean offline;

    OutgoingMessages(JimClient client, Display display) {
        this.client = client;
        this.display = display;
    }

    /**
     * Sends a message, or keeps it until there is a server again; what the server says to it is shown.
     *
     * @throws ProtocolException 400 if it is too long; it is neither sent nor kept
     */
    void write(Address to, String text) {
        Written written = new Written(to, text);
        if (sendsNow(written)) {
            send(written);
        }
    }

    /** The server is lost: what it has not answered for is given back. True if that was anything. */
    boolean onLost() {
        List<Written> unknown;
        synchronized (this) {
            offline = true;
            unknown = List.copyOf(unanswered);
            unanswered.clear();
        }
        unknown.forEach(written -> giveBack("outgoing.unconfirmed", written));
        return !unknown.isEmpty();
    }

    /** There is a server again: sends what was kept. */
    void onBack() {
        for (Written next = nextKept(); next != null; next = nextKept()) {
            try {
                send(next);
            } catch (ProtocolException e) {
                display.complain(e.sentence());
                giveBack("outgoing.unsent", next);
            }
        }
    }

    /** No server is waited for any more: what is left is given back. False if that was anything. */
    boolean abandon() {
        List<Written> unsent;
        synchronized (this) {
            unsent = List.copyOf(kept);
            kept.clear();
        }
        unsent.forEach(written -> giveBack("outgoing.unsent", written));
        return !onLost() && unsent.isEmpty();
    }

    private boolean sendsNow(Written written) {
        boolean full;
        synchronized (this) {
            if (!offline) {
                unanswered.add(written);
                return true;
            }
            full = kept.size() == MOST_KEPT;
            if (!full) {
                kept.add(written);
            }
        }
        giveBack(full ? "outgoing.unsent" : "outgoing.kept", written);
        return false;
    }

    /** What is written meanwhile goes behind what was kept. Nothing goes anywhere if the server is lost again. */
    private synchronized @Nullable Written nextKept() {
        if (client.hasEnded()) {
            return null;
        }
        Written next = kept.poll();
        if (next == null) {
            offline = false;
        } else {
            unanswered.add(next);
        }
        return next;
    }

    /** Without the lock, for this may wait until older messages are answered. */
    private void send(Written written) {
        try {
            client.message(written.to(), written.text(), answer -> answered(written, answer));
        } catch (ProtocolException e) {
            forget(written);
            throw e;
        }
    }

    private void answered(Written written, Response answer) {
        forget(written);
        if (answer.code().isError()) {
            display.showError(answer);
            giveBack("outgoing.unsent", written);
        } else {
            display.showSent(answer, written.to(), written.text());
        }
    }

    private synchronized void forget(Written written) {
        unanswered.removeFirstOccurrence(written);
    }

    private void giveBack(String key, Written written) {
        display.giveBack(TEXTS.say(key), written.to(), written.text());
    }
}

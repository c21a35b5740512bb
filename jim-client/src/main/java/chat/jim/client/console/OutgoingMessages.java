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
 * The messages that the user writes: sent while the client is online, kept while it is not, and shown again as not sent, or
 * perhaps not, where the server did not accept them. May be used from any thread, except that the receiving thread must not
 * send.
 */
final class OutgoingMessages {
    private static final Texts TEXTS = Texts.of(OutgoingMessages.class);
    private static final int MOST_KEPT = 1000;

    private record Outgoing(Address to, String text) {}

    private final JimClient client;
    private final Display display;

    /** Sent, but not answered yet; in order. Guarded by this, as all below. */
    private final Deque<Outgoing> unanswered = new ArrayDeque<>();

    /** Written while the client was offline; in order. */
    private final Deque<Outgoing> kept = new ArrayDeque<>();

    private boolean offline;

    OutgoingMessages(JimClient client, Display display) {
        this.client = client;
        this.display = display;
    }

    /**
     * Sends a message, or keeps it until the client is online again; the server's answer is shown.
     *
     * @throws ProtocolException 400 if it is too long; it is neither sent nor kept
     */
    void send(Address to, String text) {
        Outgoing message = new Outgoing(to, text);
        if (!keepIfOffline(message)) {
            transmit(message);
        }
    }

    /** The server is lost: shows what it has not answered. True if there was anything. */
    boolean onLost() {
        List<Outgoing> unconfirmed;
        synchronized (this) {
            offline = true;
            unconfirmed = List.copyOf(unanswered);
            unanswered.clear();
        }
        unconfirmed.forEach(message -> show("outgoing.unconfirmed", message));
        return !unconfirmed.isEmpty();
    }

    /** The client is online again: sends what was kept. */
    void onOnline() {
        for (Outgoing next = nextKept(); next != null; next = nextKept()) {
            try {
                transmit(next);
            } catch (ProtocolException e) {
                display.printError(e.sentence());
                show("outgoing.unsent", next);
            }
        }
    }

    /** The client will not be online again: shows what was not sent or not answered. True if there was nothing. */
    boolean giveUp() {
        List<Outgoing> unsent;
        synchronized (this) {
            unsent = List.copyOf(kept);
            kept.clear();
        }
        unsent.forEach(message -> show("outgoing.unsent", message));
        return !onLost() && unsent.isEmpty();
    }

    private boolean keepIfOffline(Outgoing message) {
        boolean full;
        synchronized (this) {
            if (!offline) {
                unanswered.add(message);
                return false;
            }
            full = kept.size() == MOST_KEPT;
            if (!full) {
                kept.add(message);
            }
        }
        show(full ? "outgoing.unsent" : "outgoing.kept", message);
        return true;
    }

    /** What is written in the meantime is kept too, after the rest. Null if none is left, or the server is lost again. */
    private synchronized @Nullable Outgoing nextKept() {
        if (client.hasEnded()) {
            return null;
        }
        Outgoing next = kept.poll();
        if (next == null) {
            offline = false;
        } else {
            unanswered.add(next);
        }
        return next;
    }

    /** Without the lock, since it may wait until older messages are answered. */
    private void transmit(Outgoing message) {
        try {
            client.message(message.to(), message.text(), answer -> onAnswer(message, answer));
        } catch (ProtocolException e) {
            forget(message);
            throw e;
        }
    }

    private void onAnswer(Outgoing message, Response answer) {
        forget(message);
        if (answer.code().isError()) {
            display.showAnswer(answer);
            show("outgoing.unsent", message);
        } else {
            display.showSent(answer, message.to(), message.text());
        }
    }

    private synchronized void forget(Outgoing message) {
        unanswered.removeFirstOccurrence(message);
    }

    private void show(String textKey, Outgoing message) {
        display.showUnsent(TEXTS.say(textKey), message.to(), message.text());
    }
}

package chat.jim.client.sending;

import chat.jim.client.JimClient;
import chat.jim.client.screen.Display;
import chat.jim.process.Timer;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that the user writes: sent while the client is online, kept while it is not, and shown again as not sent, or
 * perhaps not, where the server did not accept them. What is written to a room waits until others had a chance to return to
 * it, see {@link #hold}. May be used from any thread, except that the receiving thread must not send.
 */
public final class OutgoingMessages {
    private static final Texts TEXTS = Texts.of(OutgoingMessages.class);
    private static final int MOST_KEPT = 1000;

    /** How long after a restart of the server the others have time to return to a room. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private record Outgoing(Address to, String text, Action.@Nullable Flag deed) {}

    private final JimClient client;
    private final Display display;
    private final BiFunction<Address, Response, Response> explain;
    private final Consumer<Action.Msg> onTaken;

    /** Sent, but not answered yet; in order. Guarded by this, as all below. */
    private final Deque<Outgoing> unanswered = new ArrayDeque<>();

    /** Written while the client was offline; in order. */
    private final Deque<Outgoing> kept = new ArrayDeque<>();

    /** The rooms that the client has entered again, but perhaps nobody else yet, and what waits for each; in order. */
    private final Map<Address, Deque<Outgoing>> held = new HashMap<>();

    private boolean offline;

    private final Duration longestHold;
    private final Timer timer = new Timer("held-messages");

    /** Messages of that client, whose refusals are shown as they are. */
    public OutgoingMessages(JimClient client, Display display) {
        this(client, display, LONGEST_HOLD);
    }

    /** For tests: holds back for another time. */
    OutgoingMessages(JimClient client, Display display, Duration longestHold) {
        this(client, display, (to, refusal) -> refusal, taken -> {}, longestHold);
    }

    /**
     * Messages of that client.
     *
     * @param explain makes of the addressee and a refusal the one that is shown
     * @param onTaken is told of each message that the server has taken
     */
    public OutgoingMessages(
            JimClient client,
            Display display,
            BiFunction<Address, Response, Response> explain,
            Consumer<Action.Msg> onTaken) {
        this(client, display, explain, onTaken, LONGEST_HOLD);
    }

    private OutgoingMessages(
            JimClient client,
            Display display,
            BiFunction<Address, Response, Response> explain,
            Consumer<Action.Msg> onTaken,
            Duration longestHold) {
        this.client = client;
        this.display = display;
        this.explain = explain;
        this.onTaken = onTaken;
        this.longestHold = longestHold;
    }

    /**
     * Sends a message, or keeps it until the client is online again; the server's answer is shown.
     *
     * @throws ProtocolException 400 if it is too long; it is neither sent nor kept
     */
    public void send(Address to, String text) {
        send(to, text, null);
    }

    /** The same; with a deed, the text is what the user does. */
    public void send(Address to, String text, Action.@Nullable Flag deed) {
        Outgoing message = new Outgoing(to, text, deed);
        if (!keepForLater(message)) {
            transmit(message);
        }
    }

    /**
     * Holds back what is written to a room, since after a restart of the server the client may be the first to return to it:
     * until {@link #release}, but not for long.
     */
    void hold(Address room) {
        Deque<Outgoing> waiting = new ArrayDeque<>();
        synchronized (this) {
            held.put(room, waiting);
        }
        timer.after(longestHold.toMillis(), () -> sendHeld(room, waiting));
    }

    /** Somebody else is in the room, or it is in vain to wait: has another thread send what waits for it. */
    void release(Address room) {
        Deque<Outgoing> waiting = waitingFor(room);
        if (waiting != null) {
            timer.after(0, () -> sendHeld(room, waiting));
        }
    }

    /** Sends now what waits for any room. */
    public void releaseAll() {
        for (Address room : heldRooms()) {
            Deque<Outgoing> waiting = waitingFor(room);
            if (waiting != null) {
                sendHeld(room, waiting);
            }
        }
    }

    private synchronized @Nullable Deque<Outgoing> waitingFor(Address room) {
        return held.get(room);
    }

    private synchronized Set<Address> heldRooms() {
        return Set.copyOf(held.keySet());
    }

    /** What is written meanwhile is sent too, after the rest. */
    private void sendHeld(Address room, Deque<Outgoing> waiting) {
        for (Outgoing next = nextHeld(room, waiting); next != null; next = nextHeld(room, waiting)) {
            transmitKept(next);
        }
    }

    /** Null if none is left, which ends the holding; or the server is lost, or another holding has begun. */
    private synchronized @Nullable Outgoing nextHeld(Address room, Deque<Outgoing> waiting) {
        if (client.hasEnded() || held.get(room) != waiting) {
            return null;
        }
        Outgoing next = waiting.poll();
        if (next == null) {
            held.remove(room);
        } else {
            unanswered.add(next);
        }
        return next;
    }

    /** The server is lost: shows what it has not answered. True if there was anything. */
    public boolean onLost() {
        List<Outgoing> unconfirmed;
        synchronized (this) {
            offline = true;
            unconfirmed = List.copyOf(unanswered);
            unanswered.clear();
            held.values().forEach(waiting -> waiting.descendingIterator().forEachRemaining(kept::addFirst));
            held.clear();
        }
        unconfirmed.forEach(message -> show("outgoing.unconfirmed", message));
        return !unconfirmed.isEmpty();
    }

    /** The client is online again: sends what was kept. */
    public void onOnline() {
        for (Outgoing next = nextKept(); next != null; next = nextKept()) {
            transmitKept(next);
        }
    }

    private void transmitKept(Outgoing message) {
        try {
            transmit(message);
        } catch (ProtocolException e) {
            display.printError(e.sentence());
            show("outgoing.unsent", message);
        }
    }

    /** The client will not be online again: shows what was not sent or not answered. True if there was nothing. */
    public boolean giveUp() {
        boolean unconfirmed = onLost();
        List<Outgoing> unsent;
        synchronized (this) {
            unsent = List.copyOf(kept);
            kept.clear();
        }
        unsent.forEach(message -> show("outgoing.unsent", message));
        return !unconfirmed && unsent.isEmpty();
    }

    private boolean keepForLater(Outgoing message) {
        boolean full;
        synchronized (this) {
            Deque<Outgoing> waiting = offline ? kept : held.get(message.to());
            if (waiting == null) {
                unanswered.add(message);
                return false;
            }
            full = waiting.size() >= MOST_KEPT;
            if (!full) {
                waiting.add(message);
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
        for (Outgoing next = kept.poll(); next != null; next = kept.poll()) {
            Deque<Outgoing> waiting = held.get(next.to());
            if (waiting == null) {
                unanswered.add(next);
                return next;
            }
            waiting.add(next);
        }
        offline = false;
        return null;
    }

    /** Without the lock, since it may wait until older messages are answered. */
    private void transmit(Outgoing message) {
        try {
            client.message(message.to(), message.text(), message.deed(), answer -> onAnswer(message, answer));
        } catch (ProtocolException e) {
            forget(message);
            throw e;
        }
    }

    private void onAnswer(Outgoing message, Response answer) {
        forget(message);
        if (answer.code().isError()) {
            display.showAnswer(explain.apply(message.to(), answer));
            show("outgoing.unsent", message);
        } else {
            display.showSent(answer, message.to(), shown(message));
            onTaken.accept(
                    new Action.Msg(0, message.to(), client.name(), null, message.text(), message.deed(), null, null));
        }
    }

    private synchronized void forget(Outgoing message) {
        unanswered.removeFirstOccurrence(message);
    }

    private void show(String textKey, Outgoing message) {
        display.showUnsent(TEXTS.say(textKey), message.to(), shown(message));
    }

    private String shown(Outgoing message) {
        return message.deed() == null ? message.text() : "* " + client.name() + " " + message.text();
    }
}

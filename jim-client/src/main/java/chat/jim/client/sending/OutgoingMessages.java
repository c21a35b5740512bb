package chat.jim.client.sending;

import chat.jim.client.JimClient;
import chat.jim.client.screen.Display;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Flag;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
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

    private final JimClient client;
    private final Display display;
    private final BiFunction<Address, Response, Response> explain;
    private final BiConsumer<Action.Msg, Response> onTaken;

    /** Sent, but not answered yet; in order. Guarded by this, as all below. */
    private final Deque<Action.Msg> unanswered = new ArrayDeque<>();

    /** Written while the client was offline; in order. */
    private final Deque<Action.Msg> kept = new ArrayDeque<>();

    /** The rooms that the client has entered again, but perhaps nobody else yet, and what waits for each; in order. */
    private final Map<Address, Deque<Action.Msg>> held = new HashMap<>();

    private boolean offline;
    private final UnderWay underWay = new UnderWay();
    private final Duration longestHold;
    private final Timer timer = new Timer("held-messages");

    /** Messages of that client, whose refusals are shown as they are. */
    public OutgoingMessages(JimClient client, Display display) {
        this(client, display, (to, refusal) -> refusal, (taken, answer) -> {}, LONGEST_HOLD);
    }

    /**
     * Messages of that client.
     *
     * @param explain makes of the addressee and a refusal the one that is shown
     * @param onTaken is told of each message that the server has taken, with its answer
     */
    public OutgoingMessages(
            JimClient client,
            Display display,
            BiFunction<Address, Response, Response> explain,
            BiConsumer<Action.Msg, Response> onTaken) {
        this(client, display, explain, onTaken, LONGEST_HOLD);
    }

    /** The same, which holds back for another time. */
    OutgoingMessages(
            JimClient client,
            Display display,
            BiFunction<Address, Response, Response> explain,
            BiConsumer<Action.Msg, Response> onTaken,
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
    public void send(Address to, String text, @Nullable Flag deed) {
        Action.Msg message = new Action.Msg(0, to, client.name(), null, text, deed, null, null);
        if (!keepForLater(message)) {
            transmit(message);
        }
    }

    /**
     * Holds back what is written to a room, since after a restart of the server the client may be the first to return to it:
     * until {@link #release}, but not for long.
     */
    void hold(Address room) {
        Deque<Action.Msg> waiting = new ArrayDeque<>();
        synchronized (this) {
            held.put(room, waiting);
        }
        timer.after(longestHold.toMillis(), () -> sendHeld(room, waiting));
    }

    /** Somebody else is in the room, or it is in vain to wait: has another thread send what waits for it. */
    void release(Address room) {
        Deque<Action.Msg> waiting = waitingFor(room);
        if (waiting != null) {
            timer.after(0, () -> sendHeld(room, waiting));
        }
    }

    /** Sends now what waits for any room. */
    public void releaseAll() {
        for (Address room : heldRooms()) {
            Deque<Action.Msg> waiting = waitingFor(room);
            if (waiting != null) {
                sendHeld(room, waiting);
            }
        }
    }

    private synchronized @Nullable Deque<Action.Msg> waitingFor(Address room) {
        return held.get(room);
    }

    private synchronized Set<Address> heldRooms() {
        return Set.copyOf(held.keySet());
    }

    /** What is written meanwhile is sent too, after the rest. */
    private void sendHeld(Address room, Deque<Action.Msg> waiting) {
        for (Action.Msg next = nextHeld(room, waiting); next != null; next = nextHeld(room, waiting)) {
            transmitKept(next);
        }
    }

    /** Null if none is left, which ends the holding; or the server is lost, or another holding has begun. */
    private synchronized Action.@Nullable Msg nextHeld(Address room, Deque<Action.Msg> waiting) {
        if (client.hasEnded() || held.get(room) != waiting) {
            return null;
        }
        Action.Msg next = waiting.poll();
        if (next == null) {
            held.remove(room);
        } else {
            unanswered.add(next);
        }
        return next;
    }

    /**
     * The server is lost: shows what it has not answered. True if there was anything.
     *
     * @param mayBeFound whether it can be seen later what has arrived in a room
     */
    public boolean onLost(Predicate<Address> mayBeFound) {
        List<Action.Msg> unconfirmed;
        synchronized (this) {
            offline = true;
            unconfirmed = List.copyOf(unanswered);
            unanswered.clear();
            held.values().forEach(waiting -> waiting.descendingIterator().forEachRemaining(kept::addFirst));
            held.clear();
        }
        for (Action.Msg message : unconfirmed) {
            boolean isLookedFor = mayBeFound.test(message.to());
            if (isLookedFor) {
                underWay.add(message);
            }
            show(isLookedFor ? "outgoing.under-way" : "outgoing.unconfirmed", message);
        }
        return !unconfirmed.isEmpty();
    }

    /** Whether a message that was kept was under way, and no other session can have said it: then it is shown as sent. */
    public boolean isFound(Action.Msg found) {
        Action.Msg sent = new Action.Msg(0, found.to(), found.from(), null, found.message(), found.me(), null, null);
        boolean wasUnderWay = client.sessions() == 1 && underWay.remove(sent);
        if (wasUnderWay) {
            onAnswer(sent, new Response(Code.OK, found.time(), null));
        }
        return wasUnderWay;
    }

    /** What was under way to a room is not found there: shows it. */
    void giveBack(Address room) {
        underWay.take(room::equals).forEach(message -> show("outgoing.unconfirmed", message));
    }

    /** The client is online again: sends what was kept. */
    public void onOnline() {
        for (Action.Msg next = nextKept(); next != null; next = nextKept()) {
            transmitKept(next);
        }
    }

    private void transmitKept(Action.Msg message) {
        try {
            transmit(message);
        } catch (ProtocolException e) {
            display.printError(e.sentence());
            show("outgoing.unsent", message);
        }
    }

    /** The client will not be online again: shows what was not sent or not answered. True if there was nothing. */
    public boolean giveUp() {
        boolean unconfirmed = onLost(room -> false);
        List<Action.Msg> unsent;
        List<Action.Msg> lost = underWay.take(room -> true);
        synchronized (this) {
            unsent = List.copyOf(kept);
            kept.clear();
        }
        lost.forEach(message -> show("outgoing.unconfirmed", message));
        unsent.forEach(message -> show("outgoing.unsent", message));
        return !unconfirmed && lost.isEmpty() && unsent.isEmpty();
    }

    private boolean keepForLater(Action.Msg message) {
        boolean full;
        synchronized (this) {
            Deque<Action.Msg> waiting = offline ? kept : held.get(message.to());
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
    private synchronized Action.@Nullable Msg nextKept() {
        if (client.hasEnded()) {
            return null;
        }
        for (Action.Msg next = kept.poll(); next != null; next = kept.poll()) {
            Deque<Action.Msg> waiting = held.get(next.to());
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
    private void transmit(Action.Msg message) {
        try {
            client.message(message.to(), message.message(), message.me(), answer -> onAnswer(message, answer));
        } catch (ProtocolException e) {
            forget(message);
            throw e;
        }
    }

    private void onAnswer(Action.Msg message, Response answer) {
        forget(message);
        if (answer.code().isError()) {
            display.showAnswer(explain.apply(message.to(), answer));
            show(answer.code().equals(Code.NO_ANSWER) ? "outgoing.unconfirmed" : "outgoing.unsent", message);
        } else {
            display.showSent(answer, message.to(), shown(message));
            onTaken.accept(message, answer);
        }
    }

    private synchronized void forget(Action.Msg message) {
        unanswered.removeFirstOccurrence(message);
    }

    private void show(String textKey, Action.Msg message) {
        display.showUnsent(TEXTS.say(textKey), message.to(), shown(message));
    }

    private String shown(Action.Msg message) {
        return message.me() == null ? message.message() : "* " + client.name() + " " + message.message();
    }
}

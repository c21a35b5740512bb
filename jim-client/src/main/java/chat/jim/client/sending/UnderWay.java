package chat.jim.client.sending;

import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The messages that were under way when the server was lost, to rooms where it can be seen later whether they have arrived.
 * May be used from any thread.
 */
final class UnderWay {
    private final Deque<Action.Msg> messages = new ArrayDeque<>();

    synchronized void add(Action.Msg message) {
        messages.add(message);
    }

    /** Whether that message was under way; from now on it is not. */
    synchronized boolean remove(Action.Msg message) {
        return messages.removeFirstOccurrence(message);
    }

    /** Removes those to such rooms, and returns them. */
    synchronized List<Action.Msg> take(Predicate<Address> rooms) {
        List<Action.Msg> taken =
                messages.stream().filter(message -> rooms.test(message.to())).toList();
        messages.removeAll(taken);
        return taken;
    }
}

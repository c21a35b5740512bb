package chat.jim.client.console;

import chat.jim.client.personal.ChatLog;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.personal.NotifyCommand;
import chat.jim.client.recall.RecallWishes;
import chat.jim.protocol.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of the chat each time.
 *
 * @param rooms to enter when it begins
 * @param talk to whom plain lines go when it begins; null if to nobody
 * @param notifier tells of messages that concern the person; null tells of none
 * @param log keeps what is said; null keeps nothing
 * @param ignored whom the person does not want to hear
 * @param recall what to show of what was said before
 */
public record Preferences(
        List<Address> rooms,
        @Nullable Address talk,
        @Nullable NotifyCommand notifier,
        @Nullable ChatLog log,
        IgnoreList ignored,
        RecallWishes recall) {
    /** Copies the list of rooms. */
    public Preferences {
        rooms = List.copyOf(rooms);
    }

    /** Nothing particular. */
    public static Preferences none() {
        return new Preferences(List.of(), null, null, null, IgnoreList.ofSession(), RecallWishes.usual());
    }
}

package chat.jim.client.console;

import chat.jim.client.personal.NotifyCommand;
import chat.jim.protocol.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of the chat each time.
 *
 * @param rooms to enter when it begins
 * @param talk to whom plain lines go when it begins; null if to nobody
 * @param notifier tells of messages that concern the person; null tells of none
 */
public record Preferences(
        List<Address> rooms,
        @Nullable Address talk,
        @Nullable NotifyCommand notifier) {
    /** Nothing particular. */
    public static final Preferences NONE = new Preferences(List.of(), null, null);

    /** Copies the list. */
    public Preferences {
        rooms = List.copyOf(rooms);
    }
}

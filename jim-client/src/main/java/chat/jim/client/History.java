package chat.jim.client;

import chat.jim.client.past.Range;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server has kept of what was said: asks for it, says what was read, and has it forgotten. Requests are made as
 * {@link JimClient} says; those for messages have them in their answer, as they came.
 */
public final class History {
    private final JimClient client;

    History(JimClient client) {
        this.client = client;
    }

    /** Whether the server may keep one: it is asked for nothing else. */
    public boolean isPossible() {
        return !client.isAtOldServer();
    }

    /** Asks for messages of a room, or of the talk with somebody. False if nothing was sent. */
    public boolean ask(Address of, Range range, Consumer<Response> onAnswer) {
        return request(
                new HistoryAction.History(
                        client.now(), room(of), user(of), range.before(), range.after(), range.limit(), null, null),
                onAnswer);
    }

    /** Asks up to which message one has read, and how many came after that one. False if nothing was sent. */
    public boolean askMark(Address of, Consumer<Response> onAnswer) {
        return request(new HistoryAction.Mark(client.now(), room(of), user(of), null), onAnswer);
    }

    /** Says that one has read the messages up to that one. False if the connection has ended, and nothing was sent. */
    public boolean mark(Address of, long id, Consumer<Response> onAnswer) {
        return request(new HistoryAction.Mark(client.now(), room(of), user(of), id), onAnswer);
    }

    /**
     * Asks for the newest messages with those words.
     *
     * @param in only of that room, or of the talk with that one
     * @param from only of that sender
     * @param before only of those with smaller ids
     */
    public void search(
            String words,
            @Nullable Address in,
            @Nullable Address from,
            @Nullable Long before,
            int limit,
            Consumer<Response> onAnswer) {
        request(new HistoryAction.Search(client.now(), words, room(in), user(in), from, before, limit), onAnswer);
    }

    /** Has the server forget a message that one has sent. */
    public void forget(long id, Consumer<Response> onAnswer) {
        request(new HistoryAction.Forget(client.now(), id), onAnswer);
    }

    /** Wishes that one's talks with other accounts be kept, or not. */
    public void keepTalks(boolean wanted, Consumer<Response> onAnswer) {
        request(new HistoryAction.History(client.now(), null, null, null, null, null, null, wanted), onAnswer);
    }

    private boolean request(Action action, Consumer<Response> onAnswer) {
        return client.request(action, onAnswer);
    }

    private static @Nullable Address room(@Nullable Address of) {
        return of == null || !of.isRoom() ? null : of;
    }

    private static @Nullable Address user(@Nullable Address of) {
        return of == null || of.isRoom() ? null : of;
    }
}

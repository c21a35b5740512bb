package chat.jim.client.archive;

import chat.jim.client.JimClient;
import chat.jim.client.command.ConsoleCommand;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.screen.Display;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import java.time.InstantSource;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The commands about what was said before. For the thread that reads the lines, except for {@link #onTaken}; what they show
 * comes later, on the receiving thread.
 */
public final class PastCommands {
    private final Inquiry inquiry;
    private final HistoryCommand history;
    private final SearchCommand search;
    private final UnreadCommand unread;
    private final ForgetCommand forget;
    private final @Nullable Reader reader;

    /**
     * A person who reads what is shown.
     *
     * @param marks up to which message a guest has read a room
     * @param onRead is called when what is shown has been read
     */
    public record Reader(ToLongFunction<Address> marks, Runnable onRead) {}

    /**
     * Commands for a client.
     *
     * @param reader null if there is none, but a script
     */
    public PastCommands(
            JimClient client, Display display, IgnoreList ignored, InstantSource clock, @Nullable Reader reader) {
        this.reader = reader;
        inquiry = new Inquiry(client, display, ignored, reader != null);
        history = new HistoryCommand(inquiry, clock);
        search = new SearchCommand(inquiry);
        unread = new UnreadCommand(inquiry, reader == null ? null : reader.marks());
        forget = new ForgetCommand(inquiry, search);
    }

    /**
     * Executes a command about the past.
     *
     * @param talk where plain lines go; null if nowhere
     * @throws ProtocolException 400 if it cannot be understood, 410 if the server keeps nothing
     */
    public void execute(ConsoleCommand command, String rest, @Nullable Address talk) {
        inquiry.check();
        switch (command) {
            case HISTORY -> history.execute(rest, talk);
            case SEARCH -> search.execute(rest);
            case UNREAD -> unread.execute();
            case FORGET -> forget.execute(rest);
            default -> throw new IllegalArgumentException(command.word());
        }
    }

    /** A line was typed that is this command, or none: what is shown has been read, unless it is asked about. */
    public void onLine(@Nullable ConsoleCommand command) {
        if (command != ConsoleCommand.HISTORY) {
            history.forgetPage();
        }
        if (command != ConsoleCommand.UNREAD && reader != null) {
            reader.onRead().run();
        }
    }

    /** The server is lost. From any thread. */
    public void onLost() {
        unread.onLost();
    }

    /** Waits for what is not shown yet. */
    public void finish() {
        unread.finish();
    }

    /** The server has taken a message of the user. From any thread. */
    public void onTaken(Action.Msg msg, Response answer) {
        Long id = answer.number(Detail.ID);
        if (id != null) {
            forget.onTaken(msg, id);
        }
    }
}

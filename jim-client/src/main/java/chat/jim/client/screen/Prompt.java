package chat.jim.client.screen;

import chat.jim.client.terminal.Terminal;
import chat.jim.protocol.Address;
import chat.jim.text.Texts;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the line that is being typed: whether the server is away, how many direct messages have come since
 * the last line, and to whom plain lines go. May be used from any thread.
 */
public final class Prompt {
    private static final Texts TEXTS = Texts.of(Prompt.class);

    private final Terminal terminal;
    private boolean offline;
    private int unread;

    /** Read without the lock: whoever holds the line editor's must not wait for who draws on it. */
    private volatile @Nullable Address talk;

    public Prompt(Terminal terminal) {
        this.terminal = terminal;
        show();
    }

    /** The server is away, or back. */
    public synchronized void setOffline(boolean away) {
        offline = away;
        show();
    }

    /** A direct message has come. */
    public synchronized void addUnread() {
        unread++;
        show();
    }

    /** All that has come has been seen. */
    public synchronized void clearUnread() {
        if (unread > 0) {
            unread = 0;
            show();
        }
    }

    /** To whom plain lines go; null if to nobody. */
    @Nullable
    public Address talk() {
        return talk;
    }

    /** Sets to whom plain lines go. */
    public synchronized void setTalk(@Nullable Address to) {
        talk = to;
        show();
    }

    private void show() {
        terminal.setPrompt((offline ? TEXTS.say("prompt.offline") + " " : "")
                + (unread > 0 ? TEXTS.count("prompt.unread", unread) + " " : "")
                + (talk == null ? "" : talk)
                + "> ");
    }
}

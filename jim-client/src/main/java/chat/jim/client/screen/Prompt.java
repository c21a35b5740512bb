package chat.jim.client.screen;

import chat.jim.client.terminal.Terminal;
import chat.jim.protocol.Address;
import chat.jim.text.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The prompt: whether the server is lost, how many direct messages were received since the last typed line, and to whom
 * plain lines go. May be used from any thread.
 */
public final class Prompt {
    private static final Texts TEXTS = Texts.of(Prompt.class);

    private final Terminal terminal;
    private boolean offline;
    private int unread;

    /** Read without the lock: a holder of the line editor's lock must not wait for a thread that draws with it. */
    private volatile @Nullable Address talk;

    /** Shows itself at the terminal. */
    Prompt(Terminal terminal) {
        this.terminal = terminal;
        show();
    }

    /** Sets whether the server is lost. */
    public synchronized void setOffline(boolean lost) {
        offline = lost;
        show();
    }

    /** Counts a direct message. */
    public synchronized void addUnread() {
        unread++;
        show();
    }

    /** All direct messages have been seen. */
    public synchronized void clearUnread() {
        if (unread > 0) {
            unread = 0;
            show();
        }
    }

    /** To whom plain lines go; null if to nobody. */
    public @Nullable Address talk() {
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

package chat.jim.client.console;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Prompt;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.log.Secret;
import chat.jim.protocol.Action;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The chat of one person at a terminal, on two threads: one reads what is typed, see {@link Chat}; the client's own shows
 * here what arrives.
 */
public final class Console implements ClientListener {
    private static final Texts TEXTS = Texts.of(Console.class);

    private final Terminal terminal;
    private final InstantSource clock;
    private final Screen screen;
    private final Prompt prompt;
    private final KnownUsers people;

    /** Null before it runs. */
    private volatile @Nullable Chat chat;

    /** Only for the receiving thread. */
    private boolean garbageWasTold;

    /** Talks to the person at {@code terminal}, with colours or without. */
    public Console(Terminal terminal, boolean colored, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        screen = new Screen(terminal, new Palette(colored), clock);
        prompt = new Prompt(terminal);
        people = new KnownUsers(clock);
    }

    /**
     * Chats until the person leaves, and returns the exit status.
     *
     * @param place the server, for people
     * @param name the name to log in by; null asks for one
     * @param password the password to use where one is wanted; null asks for it
     */
    public int run(JimClient client, String place, @Nullable String name, @Secret @Nullable String password) {
        Chat begun = new Chat(client, place, password, terminal, screen, prompt, people, clock);
        chat = begun;
        client.atEachPause(terminal::flush);
        return begun.run(name);
    }

    /** Quits at a signal, and leaves the terminal as it was found. */
    public void interrupt(JimClient client) {
        terminal.close();
        client.close();
    }

    @Override
    public void onMessage(Action.Msg msg) {
        boolean direct = !msg.to().isRoom();
        if (msg.from() != null) {
            people.add(msg.from(), direct);
        }
        if (direct) {
            prompt.addUnread();
        }
        screen.showMessage(msg);
    }

    @Override
    public void onNotice(Response notice) {
        Chat told = chat;
        if (told != null) {
            told.onNotice(notice);
        }
    }

    @Override
    public void onGarbage(String reason) {
        if (!garbageWasTold) {
            garbageWasTold = true;
            screen.complain(TEXTS.say("garbage", SafeText.of(reason)));
        }
    }

    @Override
    public void onLost(String reason) {
        Chat lost = chat;
        if (lost != null) {
            lost.onLost(reason);
        }
    }
}

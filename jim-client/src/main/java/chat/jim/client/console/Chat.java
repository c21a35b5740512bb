package chat.jim.client.console;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.Reconnection;
import chat.jim.client.command.Completion;
import chat.jim.client.command.KnownUsers;
import chat.jim.client.console.LoginDialog.Outcome;
import chat.jim.client.recall.RoomHistory;
import chat.jim.client.screen.Screen;
import chat.jim.client.sending.MessageComposer;
import chat.jim.client.sending.OutgoingMessages;
import chat.jim.client.sending.RoomReturn;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.ServerPhrases;
import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The chat of one person at a terminal: logs in, reads lines until the last one, shows what is received, and comes back
 * after the server was lost. Three threads meet here: one reads the lines, the client's receiving thread calls the methods
 * of the {@link ClientListener}, and that of the {@link Reconnection} those of its {@link Reconnection.Progress}.
 */
public final class Chat implements ClientListener, Reconnection.Progress {
    private static final Texts TEXTS = Texts.of(Chat.class);
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(1);

    /** Threads race for a change of the phase, and the one that makes it does what belongs to it. */
    private enum Phase {
        ENTERING,
        ONLINE,
        OFFLINE,
        LEAVING
    }

    private final JimClient client;
    private final Terminal terminal;
    private final Screen screen;
    private final Preferences preferences;
    private final KnownUsers users;
    private final Incoming incoming;
    private final LoginDialog dialog;
    private final Hints hints;
    private final OutgoingMessages outgoing;
    private final RoomHistory history;
    private final RoomReturn roomReturn;
    private final Reconnection reconnection;
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ENTERING);

    /** The last error that answered no request: if the server hangs up after it, it says why. */
    private volatile @Nullable Response lastError;

    /**
     * Prepares a chat.
     *
     * @param client connected, with this as its listener, before {@link #run}
     * @param password the password to use where one is wanted; null asks for it
     */
    public Chat(
            JimClient client,
            Terminal terminal,
            Screen screen,
            @Secret @Nullable String password,
            Preferences preferences,
            InstantSource clock) {
        this.client = client;
        this.terminal = terminal;
        this.screen = screen;
        this.preferences = preferences;
        users = new KnownUsers(clock);
        incoming = new Incoming(client, screen, terminal, users, preferences, clock);
        dialog = new LoginDialog(client, terminal, screen, password);
        hints = new Hints(client, users, screen);
        boolean isAttended = terminal.isAttended();
        outgoing = new OutgoingMessages(
                client, screen, (to, refusal) -> isAttended ? hints.explain(to, refusal) : refusal, incoming::onTaken);
        history = incoming.history();
        roomReturn = new RoomReturn(client, screen, outgoing, history);
        reconnection = new Reconnection(client, clock, this);
    }

    /**
     * Chats until the person leaves or nothing can be shown any more, and returns the exit status; without a name it asks
     * for one.
     */
    public int run(@Nullable String name) {
        DaemonThreads.start("sender", exitStatus, () -> chat(name));
        int status = exitStatus.join();
        if (terminal.failure() == null) {
            return status;
        }
        client.hangUp();
        return FAILURE;
    }

    /** Leaves at a signal, the terminal as it was found. */
    public void interrupt() {
        terminal.close();
        client.close();
    }

    /** Ends when the window was closed: nobody has read what came last, and it stays in the mailbox. */
    public void hangUp() {
        client.hangUp();
        terminal.close();
    }

    private int chat(@Nullable String name) {
        int status = SUCCESS;
        try {
            Outcome outcome = dialog.run(name);
            if (outcome == Outcome.ONLINE) {
                screen.print(TEXTS.say("greeting"));
                if (client.isAtOldServer()) {
                    screen.print(TEXTS.say("old.greeting"));
                }
                enter(Phase.ENTERING, "connected");
                status = readLines() ? SUCCESS : FAILURE;
            } else if (outcome == Outcome.REFUSED) {
                status = FAILURE;
            }
        } catch (IOException e) {
            screen.printError(TEXTS.say("lost", String.valueOf(e.getMessage())));
            status = FAILURE;
        }
        outgoing.releaseAll();
        incoming.onLeaving();
        phase.set(Phase.LEAVING);
        reconnection.stop(PATIENCE_AT_END);
        client.close();
        return outgoing.giveUp() ? status : FAILURE;
    }

    private boolean readLines() {
        MessageComposer composer = new MessageComposer(terminal, screen, outgoing);
        Commands.Subjects subjects = new Commands.Subjects(preferences.ignored(), incoming.past(), history::join);
        Commands commands = new Commands(client, screen, users, hints, composer, dialog, subjects, this::login);
        Completion completion = new Completion(client, users, screen.prompt());
        return new LineLoop(terminal, screen, composer, completion).run(commands, preferences, () -> {
            if (phase.get() == Phase.OFFLINE) {
                reconnection.tryNow(); // somebody is waiting
            }
        });
    }

    /** Online: says so, enters the rooms, and sends what was kept, unless the phase has changed in the meantime. */
    private void enter(Phase before, String textKey) {
        if (!phase.compareAndSet(before, Phase.ONLINE)) {
            return;
        }
        Address name = Objects.requireNonNull(client.name());
        lastError = null;
        screen.setUser(name);
        screen.prompt().setOffline(false);
        screen.print(TEXTS.say(textKey, client.server(), name));
        roomReturn.enterAll();
        incoming.begin();
        users.refresh(client);
        if (screen.wantsContacts() && !client.isAtOldServer()) {
            client.contacts(false, answer -> screen.setContacts(Objects.requireNonNullElse(answer.names(), List.of())));
        }
        outgoing.onOnline();
        if (client.hasEnded()) {
            onLost(TEXTS.say("hung-up"));
        }
    }

    @Override
    public void onMessage(Action.Msg msg) {
        incoming.onMessage(msg);
    }

    @Override
    public void onNotice(Response notice) {
        if (incoming.follows(notice) || incoming.keeps(notice, () -> phase.get() == Phase.ENTERING)) {
            return;
        }
        incoming.onNotice(notice);
        if (notice.code().isError()) {
            lastError = notice;
        }
        roomReturn.onNotice(notice);
    }

    @Override
    public void onGarbage(String reason) {
        screen.printError(ServerPhrases.garbage(reason));
    }

    /** Keeps what is written from now on, and tries to come back, unless the server does not want that any more. */
    @Override
    public void onLost(String reason) {
        if (!phase.compareAndSet(Phase.ONLINE, Phase.OFFLINE)) {
            return;
        }
        Response error = lastError;
        boolean unwanted = client.wasReplaced() || (error != null && Reconnection.isFinal(error.code()));
        screen.prompt().setOffline(true);
        screen.printError(TEXTS.say("lost", reason) + (unwanted ? "" : " " + TEXTS.say("trying")));
        outgoing.onLost(room -> !unwanted && client.sessions() == 1 && history.isKept(room));
        incoming.onLost();
        if (unwanted) {
            gaveUp();
            return;
        }
        reconnection.start();
        if (phase.get() != Phase.OFFLINE) {
            // A login or the end came in between, and found nothing to stop.
            reconnection.stop(Duration.ZERO);
        }
    }

    @Override
    public void onPause() {
        terminal.flush();
        if (terminal.failure() != null) {
            exitStatus.complete(FAILURE);
        }
    }

    @Override
    public boolean showsAll() {
        return terminal.failure() == null && !terminal.isAway();
    }

    @Override
    public void onOnline() {
        enter(Phase.OFFLINE, "back");
        terminal.flush();
    }

    @Override
    public void onObstacle(String sentence) {
        screen.printError(sentence);
        terminal.flush();
    }

    @Override
    public void onRefused(Response refusal) {
        screen.showAnswer(refusal);
        gaveUp();
    }

    /** Offline for good: a person can choose another name, a file or a pipe cannot. */
    private void gaveUp() {
        if (terminal.isInteractive()) {
            screen.printError(TEXTS.say("refused"));
            terminal.flush();
        } else {
            outgoing.giveUp();
            exitStatus.complete(FAILURE);
        }
    }

    /** Comes online by another name. If that fails, it stays online by the old one, or goes on trying to come back. */
    private void login(String name) {
        boolean wasOnline = phase.get() == Phase.ONLINE;
        if (wasOnline && name.equals(String.valueOf(client.name()))) {
            screen.print(TEXTS.say("already", name));
            return;
        }
        boolean wasTrying = reconnection.isTrying();
        if (!wasOnline) {
            phase.set(Phase.ENTERING);
            reconnection.stop(PATIENCE);
        }
        if (dialog.tryLogin(name)) {
            phase.set(Phase.ENTERING);
            reconnection.stop(PATIENCE);
            outgoing.onLost(room -> false);
            enter(Phase.ENTERING, "connected");
        } else if (!wasOnline) {
            phase.set(Phase.OFFLINE);
            if (wasTrying) {
                reconnection.start();
            } else {
                gaveUp();
            }
        }
    }
}

package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.console.LoginDialog.Outcome;
import chat.jim.log.Secret;
import chat.jim.process.Background;
import chat.jim.process.Texts;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One person's way through a chat: logs in, reads lines until the last, and comes back where the server is lost. Three
 * threads meet here: the one that reads, the one that receives ({@link #onLost}), and the one that tries to come back.
 */
final class Chat implements Commands.Doors, Reconnection.Listener {
    private static final Texts TEXTS = Texts.of(Chat.class);
    private static final int FINE = 0;
    private static final int FAILED = 1;

    private enum Phase {
        ENTERING,
        ONLINE,
        OFFLINE
    }

    private final JimClient client;
    private final String place;
    private final Terminal terminal;
    private final Screen screen;
    private final Prompt prompt;
    private final People people;
    private final LoginDialog dialog;
    private final Outgoing outgoing;
    private final Reconnection reconnection;
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ENTERING);

    /** The error that came last unasked; null if that was no reason for the last loss. */
    private volatile @Nullable Response lastWords;

    Chat(
            JimClient client,
            String place,
            @Secret @Nullable String password,
            Terminal terminal,
            Screen screen,
            Prompt prompt,
            People people,
            InstantSource clock) {
        this.client = client;
        this.place = place;
        this.terminal = terminal;
        this.screen = screen;
        this.prompt = prompt;
        this.people = people;
        dialog = new LoginDialog(client, terminal, screen, password);
        outgoing = new Outgoing(client, screen);
        reconnection = new Reconnection(client, this, clock);
    }

    /** Chats, by the name {@code given} if there is one, and returns the exit status. */
    int run(@Nullable String given) {
        Background.start("sender", exitStatus, () -> chat(given));
        return exitStatus.join();
    }

    private int chat(@Nullable String given) {
        try {
            Outcome outcome = dialog.run(given);
            if (outcome != Outcome.ONLINE) {
                client.close();
                return outcome == Outcome.LEFT ? FINE : FAILED;
            }
            ConsoleCommand.helpToBegin().forEach(screen::print);
            enter("connected");
            readLines(new Commands(client, terminal, screen, prompt, people, outgoing, this));
            phase.set(Phase.ENTERING);
            client.close();
            return outgoing.abandon() ? FINE : FAILED;
        } catch (IOException e) {
            screen.complain(TEXTS.say("lost", String.valueOf(e.getMessage())));
            return FAILED;
        }
    }

    private void readLines(Commands commands) throws IOException {
        boolean more = true;
        while (more) {
            String line = terminal.readLine(commands.takeDraft(), commands);
            prompt.clearUnread();
            more = line != null && commands.execute(line.strip());
        }
    }

    /** It is online: says so, and sends what has been written meanwhile. */
    private void enter(String words) {
        Address name = Objects.requireNonNull(client.name());
        screen.watchFor(name);
        phase.set(Phase.ONLINE);
        prompt.setOffline(false);
        screen.print(TEXTS.say(words, place, name));
        people.ask(client);
        outgoing.onBack();
        if (client.hasEnded()) {
            onLost(TEXTS.say("hung-up"));
        }
    }

    /** The server has said why it is about to hang up. */
    void onLastWords(Response error) {
        lastWords = error;
    }

    /** The server is lost: keeps what is written, and tries to come back, unless it was sent away for good. */
    void onLost(String reason) {
        if (!phase.compareAndSet(Phase.ONLINE, Phase.OFFLINE)) {
            return;
        }
        Response why = lastWords;
        lastWords = null;
        boolean forGood = why != null && Reconnection.isFinal(why.code());
        prompt.setOffline(true);
        screen.complain(TEXTS.say("lost", reason) + (forGood ? "" : " " + TEXTS.say("trying")));
        outgoing.onLost();
        if (forGood) {
            refused();
        } else {
            reconnection.start();
        }
    }

    /** Offline for good: a person can choose another name, a file or a pipe cannot. */
    private void refused() {
        if (terminal.isInteractive()) {
            screen.complain(TEXTS.say("refused"));
        } else {
            outgoing.abandon();
            exitStatus.complete(FAILED);
        }
    }

    @Override
    public void onBack() {
        client.rooms().forEach(room -> client.join(room, this::showFailure));
        enter("back");
        terminal.flush();
    }

    @Override
    public void onRefused(Response answer) {
        screen.showError(answer);
        refused();
        terminal.flush();
    }

    @Override
    public boolean isOnline() {
        return phase.get() == Phase.ONLINE;
    }

    @Override
    public void login(String name) throws IOException {
        reconnection.stop();
        if (phase.getAndSet(Phase.ENTERING) == Phase.ONLINE) {
            client.leaveServer();
            outgoing.onLost();
        }
        if (comesOnline(name)) {
            enter("connected");
        } else {
            phase.set(Phase.OFFLINE);
            prompt.setOffline(true);
            refused();
        }
    }

    private boolean comesOnline(String name) {
        try {
            return dialog.run(name) == Outcome.ONLINE;
        } catch (IOException e) {
            screen.complain(TEXTS.say("unreachable", String.valueOf(e.getMessage())));
            return false;
        }
    }

    @Override
    public void register(Address name) throws IOException {
        dialog.register(name);
    }

    private void showFailure(Response answer) {
        if (answer.code().isError()) {
            screen.showError(answer);
        }
    }
}

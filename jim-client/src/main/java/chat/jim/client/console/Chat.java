package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.console.LoginDialog.Outcome;
import chat.jim.client.screen.Prompt;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.Terminal;
import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.IOException;
import java.time.Duration;
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

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(1);

    /** Every change of it is a step that only one of the threads takes. */
    private enum Phase {
        ENTERING,
        ONLINE,
        OFFLINE,
        LEAVING
    }

    private final JimClient client;
    private final String place;
    private final Terminal terminal;
    private final Screen screen;
    private final Prompt prompt;
    private final KnownUsers people;
    private final LoginDialog dialog;
    private final OutgoingMessages outgoing;
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
            KnownUsers people,
            InstantSource clock) {
        this.client = client;
        this.place = place;
        this.terminal = terminal;
        this.screen = screen;
        this.prompt = prompt;
        this.people = people;
        dialog = new LoginDialog(client, terminal, screen, password);
        outgoing = new OutgoingMessages(client, screen);
        reconnection = new Reconnection(client, this, clock);
    }

    /** Chats, by the name {@code given} if there is one, and returns the exit status. */
    int run(@Nullable String given) {
        DaemonThreads.start("sender", exitStatus, () -> chat(given));
        return exitStatus.join();
    }

    private int chat(@Nullable String given) {
        int status = FINE;
        try {
            Outcome outcome = dialog.run(given);
            if (outcome == Outcome.ONLINE) {
                ConsoleCommand.helpToBegin().forEach(screen::print);
                enter(Phase.ENTERING, "connected");
                readLines(new Commands(client, terminal, screen, prompt, people, outgoing, this));
            } else if (outcome == Outcome.REFUSED) {
                status = FAILED;
            }
        } catch (IOException e) {
            screen.complain(TEXTS.say("lost", String.valueOf(e.getMessage())));
            status = FAILED;
        }
        phase.set(Phase.LEAVING);
        reconnection.stop(PATIENCE_AT_END);
        client.close();
        return outgoing.abandon() ? status : FAILED;
    }

    private void readLines(Commands commands) throws IOException {
        boolean more = true;
        while (more) {
            String line = terminal.readLine(commands.takeDraft(), commands);
            prompt.clearUnread();
            more = line != null && commands.execute(line.stripTrailing());
        }
    }

    /** It is online: says so, goes into the rooms, and sends what was kept; unless something else has happened. */
    private void enter(Phase before, String words) {
        if (!phase.compareAndSet(before, Phase.ONLINE)) {
            return;
        }
        Address name = Objects.requireNonNull(client.name());
        lastWords = null;
        screen.watchFor(name);
        prompt.setOffline(false);
        screen.print(TEXTS.say(words, place, name));
        client.rooms().forEach(room -> client.join(room, screen::showAnswer));
        people.ask(client);
        outgoing.onBack();
        if (client.hasEnded()) {
            onLost(TEXTS.say("hung-up"));
        }
    }

    /** The server says something unasked; an error is why it is about to hang up. Nobody hears it who is not online yet. */
    void onNotice(Response notice) {
        if (phase.get() == Phase.ENTERING) {
            return;
        }
        screen.showNotice(notice);
        if (notice.code().isError()) {
            lastWords = notice;
        }
    }

    /** The server is lost: keeps what is written, and tries to come back, unless it was sent away for good. */
    void onLost(String reason) {
        if (!phase.compareAndSet(Phase.ONLINE, Phase.OFFLINE)) {
            return;
        }
        Response why = lastWords;
        boolean forGood = why != null && Reconnection.isFinal(why.code());
        prompt.setOffline(true);
        screen.complain(TEXTS.say("lost", reason) + (forGood ? "" : " " + TEXTS.say("trying")));
        outgoing.onLost();
        if (forGood) {
            refused();
        } else {
            reconnection.start();
            stopUnlessOffline();
        }
    }

    /** A login or the end may have come in between, and have found nothing to stop. */
    private void stopUnlessOffline() {
        if (phase.get() != Phase.OFFLINE) {
            reconnection.stop(Duration.ZERO);
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
        enter(Phase.OFFLINE, "back");
        terminal.flush();
    }

    @Override
    public void onRefused(Response answer) {
        screen.showError(answer);
        refused();
        terminal.flush();
    }

    @Override
    public void onUntrusted(String sentence) {
        screen.complain(sentence);
        refused();
        terminal.flush();
    }

    @Override
    public boolean isOnline() {
        return phase.get() == Phase.ONLINE;
    }

    /** Who is online stays so if the other name cannot be had; who is on the way back goes on trying. */
    @Override
    public void login(String name) {
        boolean wasOnline = isOnline();
        boolean wasTrying = reconnection.isTrying();
        if (!wasOnline) {
            phase.set(Phase.ENTERING);
            reconnection.stop(PATIENCE);
        }
        if (comesOnline(name)) {
            phase.set(Phase.ENTERING);
            reconnection.stop(PATIENCE);
            outgoing.onLost();
            enter(Phase.ENTERING, "connected");
        } else if (!wasOnline) {
            phase.set(Phase.OFFLINE);
            if (wasTrying) {
                reconnection.start();
            } else {
                refused();
            }
        }
    }

    private boolean comesOnline(String name) {
        try {
            return dialog.comesOnline(name);
        } catch (IOException e) {
            screen.complain(TEXTS.say("unreachable", String.valueOf(e.getMessage())));
            return false;
        }
    }

    @Override
    public void register(Address name) {
        try {
            dialog.register(name);
        } catch (IOException e) {
            screen.complain(TEXTS.say("unreachable", String.valueOf(e.getMessage())));
        }
    }
}

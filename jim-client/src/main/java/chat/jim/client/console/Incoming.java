package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.archive.PastCommands;
import chat.jim.client.command.KnownUsers;
import chat.jim.client.past.MessageId;
import chat.jim.client.personal.ChatLog;
import chat.jim.client.personal.NotifyCommand;
import chat.jim.client.recall.RoomHistory;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows a person what others write and do, but for those who are ignored; tells of what is for that person, and writes the
 * log, also of what the person writes. Called by the receiving thread.
 */
final class Incoming {
    /** How a server says what somebody did to the user, who has to know it (PROTOCOL.md, section 13). */
    private static final Pattern DONE_TO_USER =
            Pattern.compile("\\S+ (kicked|banned|muted|lets|made|gave|removed) you .*", Pattern.DOTALL);

    /** A server may send any number of notices before it lets anybody in. */
    private static final int MOST_EARLY = 1000;

    private final JimClient client;
    private final Screen screen;
    private final Terminal terminal;
    private final KnownUsers users;
    private final Preferences preferences;
    private final InstantSource clock;
    private final RoomHistory history;
    private final OtherSessions others;
    private final PastCommands past;

    /** Notices that came before the chat has begun. Guarded by itself. */
    private final List<Response> early = new ArrayList<>();

    Incoming(
            JimClient client,
            Screen screen,
            Terminal terminal,
            KnownUsers users,
            Preferences preferences,
            InstantSource clock) {
        this.client = client;
        this.screen = screen;
        this.terminal = terminal;
        this.users = users;
        this.preferences = preferences;
        this.clock = clock;
        history = new RoomHistory(
                client, screen, preferences.ignored(), preferences.recall(), clock, this::show, this::showMissed);
        others = new OtherSessions(client, screen, history);
        PastCommands.Reader reader = new PastCommands.Reader(history::marked, history::onTyped);
        past = new PastCommands(client, screen, preferences.ignored(), clock, reader);
    }

    /** The chat begins, or begins again: the rooms are being entered, and what was kept until then is shown. */
    void begin() {
        others.begin();
        List<Response> kept;
        synchronized (early) {
            kept = List.copyOf(early);
            early.clear();
        }
        kept.forEach(this::onNotice);
    }

    /** The server is lost. */
    void onLost() {
        others.onLost();
        history.onLost();
        past.onLost();
    }

    /** No more lines are read. A person who leaves does not want to wait. */
    void onLeaving() {
        if (!terminal.isInteractive()) {
            past.finish();
        }
        history.onLeaving();
    }

    /** Whether a notice tells what another session of the user does, which this one does too. */
    boolean follows(Response notice) {
        return others.onNotice(notice);
    }

    /**
     * Whether a notice is not to be shown before the chat begins. An error is the answer to the login then, which the dialog
     * shows; anything else may be for the user, as an invitation is.
     *
     * @param isEntering whether the chat has not begun yet
     */
    boolean keeps(Response notice, BooleanSupplier isEntering) {
        synchronized (early) {
            if (!isEntering.getAsBoolean()) {
                return false;
            }
            if (!notice.code().isError() && early.size() < MOST_EARLY) {
                early.add(notice);
            }
            return true;
        }
    }

    /** The rooms, and what was said there. */
    RoomHistory history() {
        return history;
    }

    /** The commands about what was said before. */
    PastCommands past() {
        return past;
    }

    /** A message has come. */
    void onMessage(Action.Msg msg) {
        if (history.admits(msg)) {
            show(msg);
        }
    }

    private void show(Action.Msg msg) {
        Address sender = msg.from();
        NotifyCommand notifier = preferences.notifier();
        if (preferences.ignored().contains(sender)) {
            return;
        }
        if (isOfOtherSession(msg)) {
            screen.showOwn(msg);
            log(msg.to(), clock.instant(), SafeText.of(msg));
            return;
        }
        users.add(msg, client);
        if (client.overhears(msg)) {
            screen.showOverheard(msg);
            return;
        }
        if (!msg.to().isRoom()) {
            screen.prompt().addUnread();
        }
        screen.showMessage(msg);
        if (sender == null || sender.equals(client.name())) {
            return; // what the user writes is in the log already
        }
        log(msg.to().isRoom() ? msg.to() : sender, clock.instant(), SafeText.of(msg));
        if (notifier != null && screen.concernsUser(msg)) {
            notifier.run(sender.toString(), msg.message(), this::showFailure);
        }
    }

    /** Whether the user has said it from elsewhere; to oneself one says it like anybody else. */
    private boolean isOfOtherSession(Action.Msg msg) {
        Address user = client.name();
        return user != null && user.equals(msg.from()) && !user.equals(msg.to()) && !client.isAtOldServer();
    }

    /** A message to a room, which was kept while the server was away. */
    private void showMissed(Action.Msg msg) {
        users.add(msg, client);
        screen.showKept(msg, false);
        log(msg.to(), MessageId.time(MessageId.of(msg)), SafeText.of(msg));
    }

    /**
     * A notice has come. One of level 100 begins with the name of whom it is about; what somebody ignored has done to the
     * user is shown all the same.
     */
    void onNotice(Response notice) {
        if (!notice.code().equals(Code.NOTICE) || !isIgnored(notice.text())) {
            screen.showNotice(notice);
        }
    }

    private boolean isIgnored(@Nullable String text) {
        if (text == null || DONE_TO_USER.matcher(text).matches()) {
            return false;
        }
        try {
            return preferences.ignored().contains(Address.account(text.split(" ", 2)[0]));
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** The server has taken a message of the user. */
    void onTaken(Action.Msg msg, Response answer) {
        history.onTaken(msg, answer.number(Detail.ID));
        past.onTaken(msg, answer);
        log(msg.to(), clock.instant(), SafeText.of(msg));
    }

    private void log(Address with, Instant time, String line) {
        ChatLog log = preferences.log();
        if (log != null) {
            log.add(with, time, line, this::showFailure);
        }
    }

    private void showFailure(String sentence) {
        screen.printError(sentence);
        terminal.flush();
    }
}

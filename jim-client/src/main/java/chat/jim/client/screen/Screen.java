package chat.jim.client.screen;

import chat.jim.client.past.MessageId;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of the chat: received and sent messages, notices, answers and errors each have their form, after the
 * time. May be used from any thread.
 */
public final class Screen implements Display {
    private static final Texts TEXTS = Texts.of(Screen.class);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** An older message was kept by the server, and is shown with the time when it was sent. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    /** A still older time is more likely that of a sender without a clock. */
    private static final Duration CREDIBLE = Duration.ofDays(366);

    private final Terminal terminal;
    private final Prompt prompt;
    private final Palette palette;
    private final InstantSource clock;
    private final Movements movements;
    private final Bell bell;
    private LocalDate day;
    private volatile boolean failed;
    private final MessageLine messages = new MessageLine();

    /** Prints at the terminal, in those colours, and each notice at once. */
    public Screen(Terminal terminal, Palette palette, InstantSource clock) {
        this(terminal, palette, clock, Notices.ALL, BellChoice.MENTIONS, null);
    }

    /**
     * The same, but only those notices of who comes and goes; for a person, many of them become one line.
     *
     * @param choice what rings the bell
     */
    public Screen(Terminal terminal, Palette palette, InstantSource clock, Notices notices, BellChoice choice) {
        this(terminal, palette, clock, notices, choice, terminal.isInteractive() ? new Timer("notices")::after : null);
    }

    Screen(
            Terminal terminal,
            Palette palette,
            InstantSource clock,
            Notices notices,
            BellChoice choice,
            Movements.@Nullable Delay delay) {
        this.terminal = terminal;
        bell = new Bell(choice, terminal, clock);
        prompt = new Prompt(terminal);
        this.palette = palette;
        this.clock = clock;
        movements = new Movements(
                notices,
                delay == null
                        ? null
                        : (millis, task) -> delay.after(millis, () -> {
                            task.run();
                            terminal.flush();
                        }),
                clock,
                sentence -> terminal.print(timed(palette.quiet("-- " + sentence))));
        day = now().toLocalDate();
    }

    /** Whether {@link #setContacts} makes a difference. */
    public boolean wantsContacts() {
        return movements.wantsContacts();
    }

    /** Sets the user's contacts, whose coming and going is shown. */
    public void setContacts(List<String> names) {
        movements.setContacts(names);
    }

    /** Sets the user's name: from now on messages in rooms that mention it are marked. */
    public void setUser(Address name) {
        messages.setUser(name);
    }

    @Override
    public Prompt prompt() {
        return prompt;
    }

    @Override
    public void print(String line) {
        movements.showKept();
        terminal.print(line);
    }

    @Override
    public void printError(String sentence) {
        failed = true;
        movements.showKept();
        terminal.printError(palette.error(ServerPhrases.of(sentence)));
    }

    /** Whether a message of somebody else is for the user alone, or names the user. */
    public boolean concernsUser(Action.Msg msg) {
        return messages.concernsUser(msg);
    }

    /** With a mark where it mentions the user, and with the bell. */
    @Override
    public void showMessage(Action.Msg msg) {
        show(msg, "");
        if (!messages.isOwn(msg)) {
            bell.ring(concernsUser(msg));
        }
    }

    /** A message that the user has sent from elsewhere, as one that was typed here. */
    public void showOwn(Action.Msg msg) {
        String deed = msg.me() == null ? "" : "* " + SafeText.sender(msg) + " ";
        printTimed(sent("->", msg.to(), deed + msg.message()));
    }

    /** A message for somebody else. */
    public void showOverheard(Action.Msg msg) {
        show(msg, MessageLine.addressee(msg, palette));
    }

    private void show(Action.Msg msg, String addressee) {
        movements.heard(msg);
        printTimed(messages.of(msg, addressee + sentTime(msg), palette));
    }

    /**
     * Shows a message that was kept, at its own time.
     *
     * @param isRead whether the user has read it: then it is dimmed, else the bell may ring
     */
    public void showKept(Action.Msg msg, boolean isRead) {
        String line = isRead ? palette.quiet(messages.ofKept(msg, Palette.NONE)) : messages.ofKept(msg, palette);
        movements.showKept();
        terminal.print(timed(then(msg), line));
        if (!isRead) {
            bell.ring(messages.concernsUser(msg));
        }
    }

    @Override
    public void showKept(Response answer, List<Action.Msg> found, int firstNumber) {
        int number = firstNumber;
        for (Action.Msg msg : found) {
            if (firstNumber == 0) {
                showKept(msg, true);
            } else {
                String time = palette.quiet(DAY_AND_TIME.format(then(msg)));
                print(String.format("%3d. ", number++) + time + " " + messages.ofKept(msg, palette));
            }
        }
    }

    private static ZonedDateTime then(Action.Msg msg) {
        return MessageId.time(MessageId.of(msg)).atZone(ZoneId.systemDefault());
    }

    /** When it was sent, if that is not just now. */
    private String sentTime(Action.Msg msg) {
        ZonedDateTime now = now();
        Duration age = Duration.ofSeconds(now.toEpochSecond() - msg.time());
        if (age.compareTo(FRESH) < 0 || age.compareTo(CREDIBLE) > 0) {
            return "";
        }
        ZonedDateTime then = now.minus(age);
        boolean today = then.toLocalDate().equals(now.toLocalDate());
        return palette.quiet(" (" + (today ? "" : TEXTS.date(then.toLocalDate()) + ", ") + TIME.format(then) + ")");
    }

    @Override
    public void showSent(Response answer, Address to, String text) {
        boolean alone = Objects.equals(answer.number(Detail.REACHED), 0L);
        String aloneKey = answer.number(Detail.ID) == null ? "alone" : "alone.kept";
        boolean accepted = answer.code().equals(Code.ACCEPTED);
        boolean unknown = accepted && answer.text() == null;
        printTimed((alone ? palette.important(TEXTS.say(aloneKey, to)) + " " : "")
                + sent(unknown ? "~>" : "->", to, text));
        if (accepted && !unknown) {
            showNotice(answer);
        }
    }

    /** In the form of {@link #showSent}, after the label. */
    @Override
    public void showUnsent(String label, Address to, String text) {
        printTimed(palette.error(label) + " " + sent("->", to, text));
    }

    private String sent(String arrow, Address to, String text) {
        String name = to.isRoom() ? palette.room(to.toString()) : palette.name(SafeText.name(to));
        return palette.quiet(arrow) + " " + name + ": " + SafeText.isolated(text);
    }

    @Override
    public void showNotice(Response notice) {
        Movement movement = Movement.of(notice);
        if (movement != null) {
            movements.add(movement);
        } else if (notice.code().isError()) {
            showError(notice);
        } else if (notice.code().equals(Code.IMPORTANT)) {
            printTimed(palette.important("!! " + ServerPhrases.of(notice)));
        } else {
            printTimed(palette.quiet("-- " + ServerPhrases.of(notice)));
        }
    }

    @Override
    public void showAnswer(Response answer) {
        if (answer.code().isError()) {
            showError(answer);
            return;
        }
        printTimed(palette.quiet("-- " + ServerPhrases.of(answer)));
        Map<String, String> statuses = new HashMap<>();
        answer.users().forEach(user -> statuses.put(user.account().toString(), user.status()));
        for (String name : Objects.requireNonNullElse(answer.names(), List.<String>of())) {
            String status = statuses.get(name);
            print("   " + SafeText.of(name)
                    + (status == null ? "" : " " + palette.quiet("(" + SafeText.isolated(status) + ")")));
        }
    }

    @Override
    public void showAs(Response answer, String first, List<String> more) {
        printTimed(palette.quiet("-- " + first));
        more.forEach(line -> print("   " + line));
    }

    private void showError(Response error) {
        failed = true;
        movements.showKept();
        terminal.printError(timed(palette.error(TEXTS.say("error", error.code(), ServerPhrases.of(error)))));
    }

    @Override
    public boolean showsStatuses() {
        return true;
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }

    private void printTimed(String line) {
        movements.showKept();
        terminal.print(timed(line));
    }

    private String timed(String line) {
        return timed(now(), line);
    }

    /** The line with the time before it; a line with the day stands above it where that is another one than before. */
    private synchronized String timed(ZonedDateTime time, String line) {
        if (!time.toLocalDate().equals(day)) {
            day = time.toLocalDate();
            terminal.print(palette.quiet(TEXTS.say("day", TEXTS.date(day))));
        }
        return palette.quiet(TIME.format(time)) + " " + line;
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneId.systemDefault());
    }
}

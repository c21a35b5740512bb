package chat.jim.client.screen;

import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.client.text.ServerPhrases;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only printer of the console: what others wrote, what was sent, notices, answers and errors each have their form,
 * with the time before it. May be used from any thread.
 */
public final class Screen implements Display {
    private static final Texts TEXTS = Texts.of(Screen.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** A message that is older has waited for us. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    /** Where one is older still, it is more likely that its sender has no clock. */
    private static final Duration CREDIBLE = Duration.ofDays(366);

    private final Terminal terminal;
    private final Palette palette;
    private final InstantSource clock;
    private LocalDate day;
    private volatile boolean failed;
    private volatile @Nullable Mention mention;

    public Screen(Terminal terminal, Palette palette, InstantSource clock) {
        this.terminal = terminal;
        this.palette = palette;
        this.clock = clock;
        day = now().toLocalDate();
    }

    /** From now on messages that speak of this name are marked. */
    public void watchFor(Address name) {
        mention = new Mention(name);
    }

    @Override
    public void print(String line) {
        terminal.print(line);
    }

    @Override
    public void complain(String sentence) {
        failed = true;
        terminal.printError(palette.error(ServerPhrases.of(sentence)));
    }

    /** With a mark and the bell where it speaks of us. */
    @Override
    public void showMessage(Action.Msg msg) {
        Mention ours = mention;
        boolean marked = ours != null && msg.to().isRoom() && ours.isIn(msg.message());
        String room = msg.to().isRoom() ? palette.room(msg.to().toString()) + " " : "";
        printTimed((marked ? palette.important(">>") + " " : "")
                + room
                + palette.name(SafeText.sender(msg))
                + waited(msg)
                + ": "
                + SafeText.isolated(SafeText.of(msg.message())));
        if (marked) {
            terminal.ring();
        }
    }

    /** When it was sent, if that is long ago. */
    private String waited(Action.Msg msg) {
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
        printTimed(sent(to, text));
        if (answer.code().equals(Code.ACCEPTED)) {
            showNotice(answer);
        }
    }

    /** In the form of {@link #showSent}, behind the words. */
    @Override
    public void giveBack(String words, Address to, String text) {
        printTimed(palette.error(words) + " " + sent(to, text));
    }

    private String sent(Address to, String text) {
        String name = to.isRoom() ? palette.room(to.toString()) : palette.name(to.toString());
        return palette.quiet("->") + " " + name + ": " + SafeText.isolated(SafeText.of(text));
    }

    @Override
    public void showNotice(Response notice) {
        if (notice.code().isError()) {
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
        for (String name : Objects.requireNonNullElse(answer.names(), List.<String>of())) {
            print("   " + SafeText.of(name));
        }
    }

    @Override
    public void showError(Response error) {
        failed = true;
        terminal.printError(timed(palette.error(TEXTS.say("error", error.code(), ServerPhrases.of(error)))));
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }

    private void printTimed(String line) {
        terminal.print(timed(line));
    }

    private synchronized String timed(String line) {
        ZonedDateTime now = now();
        if (!now.toLocalDate().equals(day)) {
            day = now.toLocalDate();
            terminal.print(palette.quiet(TEXTS.say("day", TEXTS.date(day))));
        }
        return palette.quiet(TIME.format(now)) + " " + line;
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneId.systemDefault());
    }
}

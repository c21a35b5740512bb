package chat.jim.client.console;

import chat.jim.client.screen.Display;
import chat.jim.client.terminal.Terminal;
import chat.jim.protocol.Address;
import chat.jim.protocol.Limits;
import chat.jim.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes messages of what was typed, and asks where it is not clear that they are meant so. Only for the reading thread. */
final class MessageComposer {
    private static final Texts TEXTS = Texts.of(MessageComposer.class);

    private final Terminal terminal;
    private final Display display;
    private final OutgoingMessages outgoing;

    /** A line that was refused as it is, to be changed. */
    private String draft = "";

    MessageComposer(Terminal terminal, Display display, OutgoingMessages outgoing) {
        this.terminal = terminal;
        this.display = display;
        this.outgoing = outgoing;
    }

    /** Sends a text, or asks for it if there is none. */
    void write(Address to, String text, String line) throws IOException {
        if (!text.isEmpty()) {
            say(to, text, line);
            return;
        }
        String asked = terminal.ask(TEXTS.say("ask.text", to));
        if (asked != null && !asked.isBlank()) {
            say(to, asked, "/message " + to + " " + asked); // a command in a talk, too
        }
    }

    /** Sends the lines of a text, if it is meant to be sent so; {@code line} is what to change where it is too long. */
    void say(Address to, String text, String line) throws IOException {
        List<String> messages = text.lines()
                .map(String::stripTrailing)
                .filter(part -> !part.isEmpty())
                .toList();
        for (String message : messages) {
            int length = Limits.length(message);
            if (length > Limits.MESSAGE) {
                display.complain(TEXTS.count("too-long", length, length - Limits.MESSAGE, Limits.MESSAGE));
                draft = line;
                return;
            }
        }
        if (messages.size() == 1 || isWanted(to, messages.size())) {
            messages.forEach(message -> outgoing.write(to, message));
        }
    }

    private boolean isWanted(Address to, int count) throws IOException {
        boolean wanted = isYes(terminal.ask(TEXTS.count("paste.ask", count, to)));
        if (!wanted) {
            display.print(TEXTS.say("paste.not-sent"));
        }
        return wanted;
    }

    /** Asks whether to say what looks like a command; if not, the command is there to be sent off. */
    boolean isMeantAsText(Address to, String text) throws IOException {
        if (!terminal.isInteractive()) {
            return true;
        }
        boolean meant = isYes(terminal.ask(TEXTS.say("talk.doubt", to, text.split("\\s+", 2)[0])));
        if (!meant) {
            draft = "/" + text;
        }
        return meant;
    }

    private static boolean isYes(@Nullable String answer) {
        return answer != null
                && !answer.isBlank()
                && TEXTS.say("yes").contains(answer.strip().substring(0, 1).toLowerCase(Locale.ROOT));
    }

    /** The line that the next one begins as: empty, or one that has to be changed. */
    String takeDraft() {
        String line = draft;
        draft = "";
        return line;
    }
}

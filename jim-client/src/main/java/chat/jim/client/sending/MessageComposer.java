package chat.jim.client.sending;

import chat.jim.client.command.TypedLine;
import chat.jim.client.command.TypedLine.Kind;
import chat.jim.client.screen.Display;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.Flag;
import chat.jim.protocol.Limits;
import chat.jim.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes messages of typed text, and asks for what is missing or not clear. Only for the reading thread. */
public final class MessageComposer {
    private static final Texts TEXTS = Texts.of(MessageComposer.class);

    private final Terminal terminal;
    private final Display display;
    private final OutgoingMessages outgoing;

    /** A typed line that was not sent, for the person to change. */
    private String draft = "";

    /** Asks at that terminal. */
    public MessageComposer(Terminal terminal, Display display, OutgoingMessages outgoing) {
        this.terminal = terminal;
        this.display = display;
        this.outgoing = outgoing;
    }

    /** Asks to whom to write; null at the end of input. */
    public @Nullable String askAddressee() throws IOException {
        return terminal.ask(TEXTS.say("ask.to"));
    }

    /** Sends a text, or asks for one if it is empty; {@code line} is the draft if the text is too long. */
    public void compose(Address to, String text, String line) throws IOException {
        if (!text.isEmpty()) {
            send(to, text, line);
            return;
        }
        String asked = terminal.ask(TEXTS.say("ask.text", SafeText.name(to)));
        if (asked != null && !asked.isBlank()) {
            send(to, asked, "/message " + to + " " + asked); // with the slash it is a command in a talk as well
        }
    }

    /** Sends each line of a text as a message, after a question if there are several. */
    public void send(Address to, String text, String line) throws IOException {
        send(to, text, null, line);
    }

    /** Sends what the user does. */
    public void sendDeed(Address to, String text, String line) throws IOException {
        send(to, text, Flag.YES, line);
    }

    private void send(Address to, String text, @Nullable Flag deed, String line) throws IOException {
        List<String> messages = text.lines()
                .map(String::stripTrailing)
                .filter(message -> !message.isEmpty())
                .toList();
        for (String message : messages) {
            int length = Limits.length(message);
            if (length > Limits.MESSAGE) {
                display.printError(TEXTS.count("too-long", length, length - Limits.MESSAGE, Limits.MESSAGE));
                draft = line;
                return;
            }
        }
        if (messages.size() == 1 || isConfirmed(to, messages.size())) {
            messages.forEach(message -> outgoing.send(to, message, deed));
        }
    }

    private boolean isConfirmed(Address to, int count) throws IOException {
        boolean confirmed = terminal.isYes(TEXTS.count("paste.ask", count, SafeText.name(to)));
        if (!confirmed) {
            display.print(TEXTS.say("paste.not-sent"));
        }
        return confirmed;
    }

    /** Asks whether to send a text that may be a command; if not, the command is the draft of the next line. */
    public boolean isMeantAsText(Address to, TypedLine doubtful) throws IOException {
        if (!terminal.isAttended() || terminal.isYes(TEXTS.say("talk.doubt", to, doubtful.word()))) {
            return true;
        }
        draft = doubtful.asCommand();
        return false;
    }

    /**
     * Asks whether to execute a command that was typed on the other keyboard layout, if that would have consequences; if
     * not, {@code line} is the draft of the next one.
     */
    public boolean isMeantAsCommand(TypedLine typed, String line) throws IOException {
        boolean slip = typed.kind() == Kind.OTHER_LAYOUT
                && Objects.requireNonNull(typed.command()).hasConsequences();
        if (!slip || terminal.isYes(TEXTS.say("layout.doubt", typed.word()))) {
            return true;
        }
        draft = line;
        return false;
    }

    /** Asks, after that question, for yes or no. */
    public boolean isMeant(String question) throws IOException {
        return terminal.isYes(question + " " + TEXTS.say("yes-no"));
    }

    /** Whether there is a person to ask. */
    public boolean isAttended() {
        return terminal.isAttended();
    }

    /** The text that the next line starts with: empty, or one for the person to change. */
    public String takeDraft() {
        String line = draft;
        draft = "";
        return line;
    }
}

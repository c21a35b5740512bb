package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.SafeText;
import chat.jim.process.Texts;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Does what a typed line asks for. Only for the thread that reads the lines. */
final class Commands implements Terminal.Adviser {
    private static final Texts TEXTS = Texts.of(Commands.class);

    /** What the commands cannot do without those around them. */
    interface Doors {
        /** Whether the server can be asked. */
        boolean isOnline();

        /** Comes online by another name. */
        void login(String name);

        /** Makes the name that one is online by an account. */
        void register(Address name) throws IOException;
    }

    private final JimClient client;
    private final Terminal terminal;
    private final Display display;
    private final Prompt prompt;
    private final People people;
    private final Outgoing outgoing;
    private final Doors doors;
    private final Completion completion;

    /** A line that was refused as it is, to be changed. */
    private String draft = "";

    Commands(
            JimClient client,
            Terminal terminal,
            Display display,
            Prompt prompt,
            People people,
            Outgoing outgoing,
            Doors doors) {
        this.client = client;
        this.terminal = terminal;
        this.display = display;
        this.prompt = prompt;
        this.people = people;
        this.outgoing = outgoing;
        this.doors = doors;
        completion = new Completion(client, people);
    }

    @Override
    public List<String> completions(String before, String word) {
        return completion.of(before, word, prompt.talk() != null);
    }

    /** Text for one person is; and what is no command may be one mistyped. */
    @Override
    public boolean isPrivate(String line) {
        Typed typed = understand(line.strip());
        Address talk = prompt.talk();
        if (typed.isText()) {
            return talk == null || !talk.isRoom();
        }
        if (typed.command() == null) {
            return true;
        }
        return switch (typed.command()) {
            case MESSAGE -> !typed.rest().startsWith("#") && !typed.rest().isEmpty();
            case REPLY, REGISTER, LOGIN -> !typed.rest().isEmpty();
            default -> false;
        };
    }

    /** The line that the next one begins as: empty, or one that has to be changed. */
    String takeDraft() {
        String line = draft;
        draft = "";
        return line;
    }

    /** Executes a line; false if it was the last. What is wrong with it is said. */
    boolean execute(String line) throws IOException {
        if (line.isEmpty()) {
            return true;
        }
        Typed typed = understand(line);
        try {
            return execute(typed, line);
        } catch (ProtocolException e) {
            display.complain(e.sentence());
            return true;
        }
    }

    private Typed understand(String line) {
        return prompt.talk() == null ? Typed.command(line) : Typed.inTalk(line, people::contains);
    }

    private boolean execute(Typed typed, String line) throws IOException {
        Address talk = prompt.talk();
        if (typed.isText() && talk != null) {
            say(talk, typed.rest(), line);
            return true;
        }
        if (typed.command() == null) {
            display.complain(TEXTS.say("no-command", SafeText.of(typed.word())));
            return true;
        }
        if (typed.command().asksServer()) {
            checkOnline();
        }
        String rest = typed.rest();
        switch (typed.command()) {
            case MESSAGE -> message(rest, line);
            case REPLY -> reply(rest, line);
            case TALK -> talk(rest);
            case JOIN -> client.join(room(rest), display::showAnswer);
            case LEAVE -> leave(room(rest));
            case WHO -> client.who(rest.isEmpty() ? null : room(rest), display::showAnswer);
            case ROOMS -> client.rooms(display::showAnswer);
            case REGISTER -> doors.register(rest.isEmpty() ? Objects.requireNonNull(client.name()) : account(rest));
            case LOGIN -> doors.login(account(rest).toString());
            case CONTACTS -> client.contacts(display::showAnswer);
            case ADD -> client.addContact(account(rest), display::showAnswer);
            case REMOVE -> client.removeContact(account(rest), display::showAnswer);
            case HELP -> ConsoleCommand.helpOnAll().forEach(display::print);
            case EXIT -> {
                return false;
            }
        }
        return true;
    }

    private void checkOnline() {
        if (!doors.isOnline()) {
            throw new ProtocolException(Code.UNAVAILABLE, TEXTS.say("offline"));
        }
    }

    private static Address room(String name) {
        if (name.isEmpty()) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("which-room"));
        }
        return Address.roomWithOrWithoutHash(name);
    }

    private static Address account(String name) {
        if (name.isEmpty()) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("whom"));
        }
        return Address.account(name);
    }

    private void leave(Address room) {
        if (room.equals(prompt.talk())) {
            prompt.setTalk(null);
        }
        client.leave(room, display::showAnswer);
    }

    private void talk(String rest) {
        if (rest.isEmpty()) {
            display.print(TEXTS.say(prompt.talk() == null ? "talk.whom" : "talk.over"));
            prompt.setTalk(null);
            return;
        }
        Address to = Address.of(rest);
        if (to.isRoom() && !client.rooms().contains(to)) {
            checkOnline();
            client.join(to, display::showAnswer);
        }
        prompt.setTalk(to);
        display.print(TEXTS.say("talk.begins", to));
    }

    private void message(String rest, String line) throws IOException {
        String[] words = rest.split("\\s+", 2);
        String to = words[0].isEmpty() ? terminal.ask(TEXTS.say("ask.to")) : words[0];
        if (to != null && !to.isBlank()) {
            write(Address.of(to.strip()), words.length > 1 ? words[1] : "", line);
        }
    }

    private void reply(String rest, String line) throws IOException {
        Address to = people.lastDirectWriter();
        if (to == null) {
            display.complain(TEXTS.say("reply.nobody"));
        } else {
            write(to, rest, line);
        }
    }

    /** Sends a text, or asks for it if there is none. */
    private void write(Address to, String text, String line) throws IOException {
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
    private void say(Address to, String text, String line) throws IOException {
        List<String> messages =
                text.lines().map(String::strip).filter(part -> !part.isEmpty()).toList();
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
        String answer = terminal.ask(TEXTS.count("paste.ask", count, to));
        boolean yes = answer != null
                && !answer.isBlank()
                && TEXTS.say("paste.yes")
                        .contains(answer.strip().substring(0, 1).toLowerCase(Locale.ROOT));
        if (!yes) {
            display.print(TEXTS.say("paste.not-sent"));
        }
        return yes;
    }
}

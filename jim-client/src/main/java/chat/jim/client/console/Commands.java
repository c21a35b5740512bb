package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.console.TypedLine.Kind;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.Prompt;
import chat.jim.client.terminal.Terminal;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Texts;
import java.io.IOException;
import java.util.List;
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
    private final KnownUsers people;
    private final MessageComposer composer;
    private final Doors doors;
    private final Completion completion;

    Commands(
            JimClient client,
            Terminal terminal,
            Display display,
            Prompt prompt,
            KnownUsers people,
            OutgoingMessages outgoing,
            Doors doors) {
        this.client = client;
        this.terminal = terminal;
        this.display = display;
        this.prompt = prompt;
        this.people = people;
        composer = new MessageComposer(terminal, display, outgoing);
        this.doors = doors;
        completion = new Completion(client, people);
    }

    @Override
    public List<String> completions(String before, String word) {
        return completion.of(before, word, prompt.talk() != null);
    }

    @Override
    public boolean isPrivate(String line) {
        return understand(line).isPrivate(prompt.talk());
    }

    /** The line that the next one begins as: empty, or one that has to be changed. */
    String takeDraft() {
        return composer.takeDraft();
    }

    /** Executes a line; false if it was the last. What is wrong with it is said. */
    boolean execute(String line) throws IOException {
        if (line.isBlank()) {
            return true;
        }
        TypedLine typed = understand(line);
        try {
            return execute(typed, line);
        } catch (ProtocolException e) {
            display.complain(e.sentence());
            return true;
        }
    }

    private TypedLine understand(String line) {
        return prompt.talk() == null ? TypedLine.command(line.strip()) : TypedLine.inTalk(line.strip());
    }

    private boolean execute(TypedLine typed, String line) throws IOException {
        Address talk = prompt.talk();
        if (talk != null && (typed.kind() == Kind.TEXT || typed.kind() == Kind.DOUBTFUL)) {
            if (typed.kind() == Kind.TEXT || composer.isMeantAsText(talk, typed.rest())) {
                composer.say(talk, typed.rest(), line);
            }
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
            case JOIN -> client.join(room(typed), display::showAnswer);
            case LEAVE -> leave(room(typed));
            case WHO -> client.who(rest.isEmpty() ? null : room(typed), display::showAnswer);
            case ROOMS -> client.rooms(display::showAnswer);
            case REGISTER -> doors.register(rest.isEmpty() ? Objects.requireNonNull(client.name()) : account(typed));
            case LOGIN -> doors.login(account(typed).toString());
            case CONTACTS -> client.contacts(display::showAnswer);
            case ADD -> client.addContact(account(typed), display::showAnswer);
            case REMOVE -> client.removeContact(account(typed), display::showAnswer);
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

    private static Address room(TypedLine typed) {
        if (typed.rest().isEmpty()) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("which-room", typed.word()));
        }
        return Address.roomWithOrWithoutHash(typed.rest());
    }

    private static Address account(TypedLine typed) {
        if (typed.rest().isEmpty()) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("whom", typed.word()));
        }
        return Address.account(typed.rest());
    }

    private void leave(Address room) {
        if (room.equals(prompt.talk())) {
            prompt.setTalk(null);
            display.print(TEXTS.say("talk.over"));
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
            composer.write(Address.of(to.strip()), words.length > 1 ? words[1] : "", line);
        }
    }

    private void reply(String rest, String line) throws IOException {
        Address to = people.lastDirectWriter();
        if (to == null) {
            display.complain(TEXTS.say("reply.nobody"));
        } else {
            composer.write(to, rest, line);
        }
    }
}

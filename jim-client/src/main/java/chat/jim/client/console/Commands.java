package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.archive.PastCommands;
import chat.jim.client.command.CommandHelp;
import chat.jim.client.command.KnownUsers;
import chat.jim.client.command.TypedLine;
import chat.jim.client.command.TypedLine.Kind;
import chat.jim.client.moderation.RoomCommands;
import chat.jim.client.personal.IgnoreList;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.Prompt;
import chat.jim.client.sending.MessageComposer;
import chat.jim.client.text.SafeText;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what a typed line says. Only for the thread that reads the lines. */
final class Commands {
    private static final Texts TEXTS = Texts.of(Commands.class);

    private final JimClient client;
    private final Display display;
    private final Prompt prompt;
    private final KnownUsers users;
    private final Hints hints;
    private final MessageComposer composer;
    private final LoginDialog dialog;
    private final IgnoreCommands ignoring;
    private final TalkCommands talks;
    private final PastCommands past;
    private final RoomCommands rooms;
    private final Consumer<String> login;

    /**
     * What some commands are about.
     *
     * @param ignored whom the person does not want to hear
     * @param entering enters a room, and gives on the answer
     */
    record Subjects(IgnoreList ignored, PastCommands past, BiConsumer<Address, Consumer<Response>> entering) {}

    /**
     * Commands for a client.
     *
     * @param login comes online by another name
     */
    Commands(
            JimClient client,
            Display display,
            KnownUsers users,
            Hints hints,
            MessageComposer composer,
            LoginDialog dialog,
            Subjects subjects,
            Consumer<String> login) {
        this.client = client;
        this.display = display;
        prompt = display.prompt();
        this.users = users;
        this.hints = hints;
        this.composer = composer;
        this.dialog = dialog;
        ignoring = new IgnoreCommands(subjects.ignored(), display);
        talks = new TalkCommands(client, display, users, hints, composer, subjects.entering());
        past = subjects.past();
        rooms = new RoomCommands(client, display);
        this.login = login;
    }

    /** Enters rooms, and begins a talk if there is to be one. */
    void begin(List<Address> rooms, @Nullable Address talk) throws IOException {
        ignoring.begin();
        try {
            if (!rooms.isEmpty()) {
                checkOnline();
                talks.enter(rooms);
            }
            if (talk != null) {
                talks.talk(talk);
            }
        } catch (ProtocolException e) {
            display.printError(e.sentence());
        }
    }

    /** Executes a line; false if it was the last one. What is wrong with it is shown. */
    boolean execute(String line) throws IOException {
        if (line.isBlank()) {
            past.onLine(null);
            return true;
        }
        try {
            return execute(TypedLine.of(line, prompt.talk(), this::isKnown), line);
        } catch (ProtocolException e) {
            display.printError(e.sentence());
            return true;
        }
    }

    private boolean execute(TypedLine typed, String line) throws IOException {
        Address talk = prompt.talk();
        past.onLine(typed.kind() == Kind.TEXT || typed.kind() == Kind.DOUBTFUL ? null : typed.command());
        if (talk != null && (typed.kind() == Kind.TEXT || typed.kind() == Kind.DOUBTFUL)) {
            if (typed.kind() == Kind.TEXT || composer.isMeantAsText(talk, typed)) {
                composer.send(talk, typed.rest(), line);
            }
            return true;
        }
        if (typed.command() == null) {
            display.printError(noCommand(typed, line));
            return true;
        }
        if (!composer.isMeantAsCommand(typed, line)) {
            return true;
        }
        if (typed.command().needsServer()) {
            checkOnline();
        }
        String rest = typed.rest();
        switch (typed.command()) {
            case MESSAGE -> message(rest, line);
            case REPLY -> reply(rest, line);
            case TALK -> talk(rest);
            case JOIN -> talks.join(typed.kind() == Kind.OTHER_LAYOUT ? talks.meant(room(typed)) : room(typed));
            case LEAVE -> talks.leave(rest.isEmpty() && talk != null && talk.isRoom() ? talk : room(typed));
            case WHO -> client.who(rest.isEmpty() ? null : room(typed), display.showsStatuses(), display::showAnswer);
            case ROOMS, ROOM, TOPIC, INVITE, KICK, BAN, UNBAN, MUTE, UNMUTE, GRANT, REVOKE ->
                rooms.execute(typed.command(), rest, talk);
            case PRIVATE, MODERATED, KEEP, WHOIS, HIDDEN -> rooms.execute(typed.command(), rest, talk);
            case HISTORY, SEARCH, UNREAD, FORGET -> past.execute(typed.command(), rest, talk);
            case REGISTER ->
                dialog.tryRegister(rest.isEmpty() ? Objects.requireNonNull(client.name()) : account(typed));
            case PASSWD -> passwd(rest);
            case LOGIN -> login.accept(account(typed).toString());
            case CONTACTS -> client.contacts(display.showsStatuses(), display::showAnswer);
            case ADD -> client.account().addContact(account(typed), display::showAnswer);
            case REMOVE -> client.account().removeContact(account(typed), display::showAnswer);
            case STATUS -> status(rest);
            case ME -> deed(rest, line);
            case IGNORE -> ignoring.ignore(rest);
            case UNIGNORE -> ignoring.unignore(account(typed));
            case HELP -> help(rest);
            case EXIT -> {
                return false;
            }
        }
        return true;
    }

    /** Asks the server too, since what is not known would be taken for text; a script has nobody to be asked then. */
    private boolean isKnown(Address name) {
        if (!users.isKnown(name, client) && composer.isAttended()) {
            users.await(client);
        }
        return users.isKnown(name, client);
    }

    private void status(String text) {
        int length = Limits.length(text);
        if (client.isAtOldServer()) {
            display.printError(TEXTS.say("status.old"));
        } else if (length > Limits.MESSAGE) {
            display.printError(TEXTS.count("too-long", length, length - Limits.MESSAGE, Limits.MESSAGE));
        } else {
            client.account().setStatus(text, answer -> onStatus(answer, text));
        }
    }

    private void onStatus(Response answer, String status) {
        if (answer.code().isError()) {
            display.showAnswer(answer);
        } else {
            display.print(TEXTS.say(status.isEmpty() ? "status.none" : "status.done", SafeText.of(status)));
        }
    }

    private void deed(String rest, String line) throws IOException {
        Address talk = prompt.talk();
        if (talk == null) {
            display.printError(TEXTS.say("me.talk"));
        } else if (rest.isEmpty()) {
            display.printError(TEXTS.say("me.what"));
        } else {
            composer.sendDeed(talk, rest, line);
        }
    }

    private void checkOnline() {
        Hints.checkOnline(client);
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

    private void passwd(String rest) {
        if (!rest.isEmpty()) {
            throw new ProtocolException(Code.BAD_REQUEST, TEXTS.say("passwd.alone"));
        }
        dialog.tryPasswd();
    }

    private void help(String about) {
        List<String> lines = about.isEmpty() ? CommandHelp.all() : CommandHelp.page(about);
        lines.forEach(display::print);
        if (lines.isEmpty()) {
            display.printError(Hints.noSuchCommand(about));
        }
    }

    private String noCommand(TypedLine typed, String line) {
        return composer.isAttended() ? hints.noCommand(typed, line.startsWith("/")) : Hints.noSuchCommand(typed.word());
    }

    private void talk(String rest) throws IOException {
        if (rest.isEmpty()) {
            talks.end(prompt.talk());
        } else {
            talks.talk(Address.of(rest));
        }
    }

    private void message(String rest, String line) throws IOException {
        String[] words = rest.split("\\s+", 2);
        String to = words[0].isEmpty() ? composer.askAddressee() : words[0];
        if (to != null && !to.isBlank()) {
            composer.compose(Address.of(to.strip()), words.length > 1 ? words[1] : "", line);
        }
    }

    private void reply(String rest, String line) throws IOException {
        Address to = users.lastDirectWriter();
        if (to == null) {
            display.printError(TEXTS.say("reply.nobody"));
        } else {
            composer.compose(to, rest, line);
        }
    }
}

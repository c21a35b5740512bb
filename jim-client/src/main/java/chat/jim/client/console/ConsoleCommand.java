package chat.jim.client.console;

import chat.jim.text.Texts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person can type: the word, and what may follow it. What it does is said in the texts of this package. */
enum ConsoleCommand {
    MESSAGE(Argument.ANYBODY, "message", "msg"),
    REPLY(Argument.TEXT, "r", "reply"),
    TALK(Argument.ANYBODY, "talk", "query"),
    JOIN(Argument.ROOM, "join", "join"),
    LEAVE(Argument.ROOM, "leave", "part"),
    WHO(Argument.ROOM, "who", "names"),
    ROOMS(Argument.NOTHING, "rooms", "list"),
    REGISTER(Argument.NOTHING, "register", "register"),
    LOGIN(Argument.ACCOUNT, "login", "nick"),
    CONTACTS(Argument.NOTHING, "contacts", "contacts"),
    ADD(Argument.ACCOUNT, "add", "add"),
    REMOVE(Argument.ACCOUNT, "remove", "remove"),
    HELP(Argument.NOTHING, "help", "help"),
    EXIT(Argument.NOTHING, "exit", "quit");

    /** What follows a command's word. */
    enum Argument {
        NOTHING,
        TEXT,
        ROOM,
        ACCOUNT,
        ANYBODY;

        boolean mayBeRoom() {
            return this == ROOM || this == ANYBODY;
        }

        boolean mayBeAccount() {
            return this == ACCOUNT || this == ANYBODY;
        }
    }

    private static final Texts TEXTS = Texts.of(ConsoleCommand.class);

    private final Argument argument;
    private final String word;

    /** What those may type who know the command from other programs. */
    private final String alias;

    ConsoleCommand(Argument argument, String word, String alias) {
        this.argument = argument;
        this.word = word;
        this.alias = alias;
    }

    /** The command of that word, in whatever case, or null. */
    static @Nullable ConsoleCommand of(String word) {
        for (ConsoleCommand command : values()) {
            if (command.word.equalsIgnoreCase(word) || command.alias.equalsIgnoreCase(word)) {
                return command;
            }
        }
        return null;
    }

    /** What follows its word. */
    Argument argument() {
        return argument;
    }

    /** Whether nothing can be done about it without the server. */
    boolean asksServer() {
        return switch (this) {
            case JOIN, LEAVE, WHO, ROOMS, REGISTER, CONTACTS, ADD, REMOVE -> true;
            case MESSAGE, REPLY, TALK, LOGIN, HELP, EXIT -> false;
        };
    }

    /** Its word. */
    String word() {
        return word;
    }

    /** The list of all commands, a line each, and what keys do. */
    static List<String> helpOnAll() {
        return Stream.concat(help(List.of(values())), TEXTS.say("help.keys").lines())
                .toList();
    }

    /** The list of those that one begins with. */
    static List<String> helpToBegin() {
        return help(List.of(MESSAGE, TALK, JOIN, WHO, HELP, EXIT)).toList();
    }

    private static Stream<String> help(List<ConsoleCommand> commands) {
        int width = commands.stream()
                .mapToInt(command -> command.form().length())
                .max()
                .orElse(0);
        return commands.stream()
                .map(command -> "  " + command.form()
                        + " ".repeat(width - command.form().length()) + "  " + TEXTS.say("command." + command.word()));
    }

    private String form() {
        return (word() + " " + TEXTS.say("command." + word() + ".arguments")).strip();
    }
}

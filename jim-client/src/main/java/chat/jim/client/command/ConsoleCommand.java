package chat.jim.client.command;

import chat.jim.text.Texts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands that can be typed: their words, and what may follow. The help on each is in the texts. */
public enum ConsoleCommand {
    MESSAGE(Argument.ANYBODY, "message", "msg"),
    REPLY(Argument.TEXT, "r", "reply"),
    TALK(Argument.ANYBODY, "talk", "query"),
    JOIN(Argument.ROOM, "join", "join"),
    LEAVE(Argument.ROOM, "leave", "part"),
    WHO(Argument.ROOM, "who", "names"),
    ROOMS(Argument.NOTHING, "rooms", "list"),
    REGISTER(Argument.NOTHING, "register", "register"),
    PASSWD(Argument.NOTHING, "passwd", "passwd"),
    LOGIN(Argument.ACCOUNT, "login", "nick"),
    CONTACTS(Argument.NOTHING, "contacts", "contacts"),
    ADD(Argument.ACCOUNT, "add", "add"),
    REMOVE(Argument.ACCOUNT, "remove", "remove"),
    HELP(Argument.NOTHING, "help", "help"),
    EXIT(Argument.NOTHING, "exit", "quit");

    /** What follows a command's word. */
    public enum Argument {
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

    /** The command's word in other programs. */
    private final String alias;

    ConsoleCommand(Argument argument, String word, String alias) {
        this.argument = argument;
        this.word = word;
        this.alias = alias;
    }

    /** The command of that word, in any case; null if there is none. */
    public static @Nullable ConsoleCommand of(String word) {
        for (ConsoleCommand command : values()) {
            if (command.word.equalsIgnoreCase(word) || command.alias.equalsIgnoreCase(word)) {
                return command;
            }
        }
        return null;
    }

    /** What follows its word. */
    public Argument argument() {
        return argument;
    }

    /** Whether it cannot be executed while the client is offline. */
    public boolean needsServer() {
        return switch (this) {
            case JOIN, LEAVE, WHO, ROOMS, REGISTER, PASSWD, CONTACTS, ADD, REMOVE -> true;
            case MESSAGE, REPLY, TALK, LOGIN, HELP, EXIT -> false;
        };
    }

    /** The word that names it in the help. */
    public String word() {
        return word;
    }

    /** All commands, a line each, and what the keys do. */
    public static List<String> help() {
        return Stream.concat(help(List.of(values())), TEXTS.say("help.keys").lines())
                .toList();
    }

    /** The most important commands. */
    public static List<String> helpForBeginners() {
        return help(List.of(MESSAGE, TALK, JOIN, WHO, HELP, EXIT)).toList();
    }

    private static Stream<String> help(List<ConsoleCommand> commands) {
        int width = commands.stream()
                .mapToInt(command -> command.usage().length())
                .max()
                .orElse(0);
        return commands.stream()
                .map(command -> "  " + command.usage()
                        + " ".repeat(width - command.usage().length()) + "  " + TEXTS.say("command." + command.word()));
    }

    private String usage() {
        return (word() + " " + TEXTS.say("command." + word() + ".arguments")).strip();
    }
}

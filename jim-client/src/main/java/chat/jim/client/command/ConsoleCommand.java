package chat.jim.client.command;

import chat.jim.client.past.HistoryQuery;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
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
    HISTORY(Argument.ANYBODY, "history", "history"),
    SEARCH(Argument.TEXT, "search", "search"),
    UNREAD(Argument.NOTHING, "unread", "unread"),
    FORGET(Argument.NOTHING, "forget", "forget"),
    REGISTER(Argument.NOTHING, "register", "register"),
    PASSWD(Argument.NOTHING, "passwd", "passwd"),
    LOGIN(Argument.ACCOUNT, "login", "nick"),
    CONTACTS(Argument.NOTHING, "contacts", "contacts"),
    ADD(Argument.ACCOUNT, "add", "add"),
    REMOVE(Argument.ACCOUNT, "remove", "remove"),
    STATUS(Argument.TEXT, "status", "status"),
    ME(Argument.TEXT, "me", "me"),
    IGNORE(Argument.ACCOUNT, "ignore", "ignore"),
    UNIGNORE(Argument.ACCOUNT, "unignore", "unignore"),
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

        boolean isName() {
            return mayBeRoom() || mayBeAccount();
        }

        boolean mayBeAccount() {
            return this == ACCOUNT || this == ANYBODY;
        }
    }

    private static final Texts TEXTS = Texts.of(ConsoleCommand.class);

    private static final int SHORTEST_WITH_SLIP = 3;

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

    /**
     * The command whose word that may be, in small letters, perhaps with a slash: a word of three letters or more may have a
     * slip. Null if there is none.
     */
    public static @Nullable ConsoleCommand like(String typed) {
        String word = typed.startsWith("/") ? typed.substring(1) : typed;
        ConsoleCommand exact = of(word);
        return exact != null || word.length() < SHORTEST_WITH_SLIP
                ? exact
                : Stream.of(values())
                        .filter(command ->
                                Guess.distance(command.word, word) == 1 || Guess.distance(command.alias, word) == 1)
                        .findFirst()
                        .orElse(null);
    }

    /** What follows its word. */
    public Argument argument() {
        return argument;
    }

    /**
     * Whether a line of that command may go on like this: what cannot be its arguments is the rest of a sentence. What may
     * be for one person only, or be a password, is never taken for a sentence.
     */
    public boolean canHave(String rest) {
        return switch (this) {
            case MESSAGE, REPLY, REGISTER, LOGIN, PASSWD, STATUS, SEARCH -> true;
            case HISTORY -> HistoryQuery.isOne(rest);
            case FORGET -> rest.matches("[0-9]*");
            case ME -> false; // a word that people say
            default ->
                rest.isEmpty() || (argument.mayBeRoom() && rest.startsWith("#")) || (argument.isName() && isName(rest));
        };
    }

    /** Whether that could be the name of somebody or of a room. */
    static boolean isName(String text) {
        try {
            Address.of(text);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    /** Whether it ends or changes something that is not easily brought back: what may be a slip is asked about. */
    public boolean hasConsequences() {
        return switch (this) {
            case REPLY, LEAVE, REGISTER, LOGIN, PASSWD, REMOVE, STATUS, ME, FORGET, EXIT -> true;
            case MESSAGE, TALK, JOIN, WHO, ROOMS, CONTACTS, ADD, IGNORE, UNIGNORE, HELP, HISTORY, SEARCH, UNREAD ->
                false;
        };
    }

    /** Whether it cannot be executed while the client is offline. */
    public boolean needsServer() {
        return switch (this) {
            case JOIN,
                    LEAVE,
                    WHO,
                    ROOMS,
                    REGISTER,
                    PASSWD,
                    CONTACTS,
                    ADD,
                    REMOVE,
                    STATUS,
                    HISTORY,
                    SEARCH,
                    UNREAD,
                    FORGET -> true;
            case MESSAGE, REPLY, TALK, LOGIN, ME, IGNORE, UNIGNORE, HELP, EXIT -> false;
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

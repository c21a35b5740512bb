package chat.jim.client.command;

import chat.jim.client.past.HistoryQuery;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands that can be typed: their words, and what may follow. The help on each is in the texts. */
public enum ConsoleCommand {
    MESSAGE(Group.TALKING, Argument.ANYBODY, "message", "msg"),
    REPLY(Group.TALKING, Argument.TEXT, "r", "reply"),
    TALK(Group.TALKING, Argument.ANYBODY, "talk", "query"),
    ME(Group.TALKING, Argument.TEXT, "me"),
    HISTORY(Group.TALKING, Argument.ANYBODY, "history"),
    SEARCH(Group.TALKING, Argument.TEXT, "search"),
    UNREAD(Group.TALKING, Argument.NOTHING, "unread"),
    FORGET(Group.TALKING, Argument.NOTHING, "forget"),
    JOIN(Group.ROOMS, Argument.ROOM, "join"),
    LEAVE(Group.ROOMS, Argument.ROOM, "leave", "part"),
    ROOMS(Group.ROOMS, Argument.NOTHING, "rooms", "list"),
    ROOM(Group.ROOMS, Argument.ROOM, "room"),
    TOPIC(Group.ROOMS, Argument.ROOM, "topic"),
    INVITE(Group.ROOMS, Argument.PERSON, "invite"),
    KICK(Group.ROOMS, Argument.PERSON, "kick"),
    BAN(Group.ROOMS, Argument.PERSON, "ban"),
    UNBAN(Group.ROOMS, Argument.PERSON, "unban"),
    MUTE(Group.ROOMS, Argument.PERSON, "mute"),
    UNMUTE(Group.ROOMS, Argument.PERSON, "unmute"),
    GRANT(Group.ROOMS, Argument.PERSON, "grant"),
    REVOKE(Group.ROOMS, Argument.PERSON, "revoke"),
    PRIVATE(Group.ROOMS, Argument.SWITCH, "private"),
    MODERATED(Group.ROOMS, Argument.SWITCH, "moderated"),
    KEEP(Group.ROOMS, Argument.SWITCH, "keep"),
    WHO(Group.PEOPLE, Argument.ROOM, "who", "names"),
    WHOIS(Group.PEOPLE, Argument.ACCOUNT, "whois"),
    CONTACTS(Group.PEOPLE, Argument.NOTHING, "contacts"),
    ADD(Group.PEOPLE, Argument.ACCOUNT, "add"),
    REMOVE(Group.PEOPLE, Argument.ACCOUNT, "remove"),
    IGNORE(Group.PEOPLE, Argument.ACCOUNT, "ignore"),
    UNIGNORE(Group.PEOPLE, Argument.ACCOUNT, "unignore"),
    STATUS(Group.SETTINGS, Argument.TEXT, "status"),
    HIDDEN(Group.SETTINGS, Argument.SWITCH, "hidden"),
    LOGIN(Group.SETTINGS, Argument.ACCOUNT, "login", "nick"),
    REGISTER(Group.SETTINGS, Argument.NOTHING, "register"),
    PASSWD(Group.SETTINGS, Argument.NOTHING, "passwd"),
    HELP(Group.SETTINGS, Argument.COMMAND, "help"),
    EXIT(Group.SETTINGS, Argument.NOTHING, "exit", "quit");

    /** What a command is about: the help is in these parts. */
    public enum Group {
        TALKING,
        ROOMS,
        PEOPLE,
        SETTINGS
    }

    /** What follows a command's word. */
    public enum Argument {
        NOTHING,
        TEXT,
        ROOM,
        ACCOUNT,
        ANYBODY,
        /** Somebody in a room, which may be named before; and perhaps more. */
        PERSON,
        /** On or off, perhaps behind a room. */
        SWITCH,
        COMMAND;

        boolean mayBeRoom() {
            return this == ROOM || this == ANYBODY;
        }

        boolean isName() {
            return mayBeRoom() || this == ACCOUNT;
        }
    }

    private static final int SHORTEST_WITH_SLIP = 3;

    private final Group group;
    private final Argument argument;
    private final String word;

    /** The command's words in other programs, with blanks between them. */
    private final String aliases;

    ConsoleCommand(Group group, Argument argument, String word, String... aliases) {
        this.group = group;
        this.argument = argument;
        this.word = word;
        this.aliases = String.join(" ", aliases);
    }

    /** The command of that word, in any case; null if there is none. */
    public static @Nullable ConsoleCommand of(String word) {
        return Stream.of(values())
                .filter(command -> command.words().anyMatch(word::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }

    private Stream<String> words() {
        return Stream.concat(Stream.of(word), aliases().stream());
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
                        .filter(command -> command.words().anyMatch(known -> Guess.distance(known, word) == 1))
                        .findFirst()
                        .orElse(null);
    }

    /** What it is about. */
    public Group group() {
        return group;
    }

    /** What follows its word. */
    public Argument argument() {
        return argument;
    }

    /** Its words in other programs, which work too. */
    public List<String> aliases() {
        return aliases.isEmpty() ? List.of() : List.of(aliases.split(" "));
    }

    /**
     * Whether a line of that command may go on like this: what cannot be its arguments is the rest of a sentence. What may
     * be for one person only, or be a password, is never taken for a sentence; nor is what any text may follow.
     */
    public boolean canHave(String rest) {
        return switch (this) {
            case MESSAGE, REPLY, REGISTER, LOGIN, PASSWD, STATUS, SEARCH, TOPIC -> true;
            case HISTORY -> HistoryQuery.isOne(rest);
            case FORGET -> rest.matches("[0-9]*");
            case ME -> false; // a word that people say
            case HELP -> rest.isEmpty() || (of(rest) != null && of(rest) != ME); // "help me" too
            case ROOM -> rest.isEmpty() || rest.matches("#\\S+");
            case INVITE, KICK, BAN, UNBAN, MUTE, UNMUTE, GRANT, REVOKE, PRIVATE, MODERATED, KEEP, HIDDEN ->
                RoomArguments.of(rest).areFor(this);
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
            case REPLY, LEAVE, REGISTER, LOGIN, PASSWD, REMOVE, STATUS, HIDDEN, ME, FORGET, EXIT -> true;
            case TOPIC, INVITE, KICK, BAN, UNBAN, MUTE, UNMUTE, GRANT, REVOKE, PRIVATE, MODERATED, KEEP -> true;
            case MESSAGE, TALK, JOIN, WHO, ROOMS, CONTACTS, ADD, IGNORE, UNIGNORE, HELP, HISTORY, SEARCH, UNREAD ->
                false;
            case ROOM, WHOIS -> false;
        };
    }

    /** Whether it cannot be executed while the client is offline. */
    public boolean needsServer() {
        return switch (this) {
            case MESSAGE, REPLY, TALK, LOGIN, ME, IGNORE, UNIGNORE, HELP, EXIT -> false;
            default -> true;
        };
    }

    /** The word that names it in the help. */
    public String word() {
        return word;
    }
}
